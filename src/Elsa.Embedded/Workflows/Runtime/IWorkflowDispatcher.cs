using Elsa.Workflows.Runtime.Requests;
using Elsa.Workflows.Runtime.Responses;

namespace Elsa.Workflows.Runtime;

/// <summary>Has work done in the background. What is accepted is stored: it survives a crash, and is executed once.</summary>
public interface IWorkflowDispatcher
{
    /// <summary>Dispatches a new instance; a refusal of its activation strategy is a fault, and hands out no instance.</summary>
    Task<DispatchWorkflowResponse> DispatchAsync(DispatchWorkflowDefinitionRequest request, DispatchWorkflowOptions? options, CancellationToken cancellationToken = default);

    /// <summary>Dispatches a burst of an instance.</summary>
    Task<DispatchWorkflowResponse> DispatchAsync(DispatchWorkflowInstanceRequest request, DispatchWorkflowOptions? options, CancellationToken cancellationToken = default);

    /// <summary>Dispatches an event that starts workflows and resumes instances.</summary>
    Task<DispatchWorkflowResponse> DispatchAsync(DispatchTriggerWorkflowsRequest request, DispatchWorkflowOptions? options, CancellationToken cancellationToken = default);

    /// <summary>Dispatches an event that resumes instances.</summary>
    Task<DispatchWorkflowResponse> DispatchAsync(DispatchResumeWorkflowsRequest request, DispatchWorkflowOptions? options, CancellationToken cancellationToken = default);
}

/// <summary>How to dispatch.</summary>
public class DispatchWorkflowOptions
{
    /// <summary>The channel; one that is not configured is refused.</summary>
    public string? Channel { get; set; }
}

/// <summary>A name under which work can be dispatched.</summary>
public class DispatcherChannel
{
    /// <summary>The name.</summary>
    public string Name { get; set; } = default!;
}

/// <summary>Areas of faults.</summary>
public static class RuntimeFaultCategories
{
    /// <summary>A dispatch was refused.</summary>
    public const string Dispatch = "Dispatch";
}

/// <summary>Reasons of faults.</summary>
public static class RuntimeFaultCodes
{
    /// <summary>There is no such channel.</summary>
    public const string UnknownChannel = "UnknownChannel";
}
