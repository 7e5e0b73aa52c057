using Elsa.Workflows.Runtime.Requests;
using Elsa.Workflows.Runtime.Responses;

namespace Elsa.Workflows.Runtime.Contracts;

/// <summary>Shorter ways to dispatch.</summary>
public static class WorkflowDispatcherExtensions
{
    /// <summary>Dispatches a new instance.</summary>
    public static Task<DispatchWorkflowResponse> DispatchAsync(this IWorkflowDispatcher workflowDispatcher, DispatchWorkflowDefinitionRequest request, CancellationToken cancellationToken = default) =>
        workflowDispatcher.DispatchAsync(request, options: null, cancellationToken);

    /// <summary>Dispatches a burst of an instance.</summary>
    public static Task<DispatchWorkflowResponse> DispatchAsync(this IWorkflowDispatcher workflowDispatcher, DispatchWorkflowInstanceRequest request, CancellationToken cancellationToken = default) =>
        workflowDispatcher.DispatchAsync(request, options: null, cancellationToken);

    /// <summary>Dispatches an event that starts workflows and resumes instances.</summary>
    public static Task<DispatchWorkflowResponse> DispatchAsync(this IWorkflowDispatcher workflowDispatcher, DispatchTriggerWorkflowsRequest request, CancellationToken cancellationToken = default) =>
        workflowDispatcher.DispatchAsync(request, options: null, cancellationToken);

    /// <summary>Dispatches an event that resumes instances.</summary>
    public static Task<DispatchWorkflowResponse> DispatchAsync(this IWorkflowDispatcher workflowDispatcher, DispatchResumeWorkflowsRequest request, CancellationToken cancellationToken = default) =>
        workflowDispatcher.DispatchAsync(request, options: null, cancellationToken);
}
