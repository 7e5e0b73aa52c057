using Elsa.Workflows.Activities;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Messages;

namespace Elsa.Workflows.Runtime;

/// <summary>Starts instances, where their activation strategy allows it.</summary>
public interface IWorkflowStarter
{
    /// <summary>Starts an instance and runs its first burst; a refused start hands out no instance.</summary>
    Task<StartWorkflowResponse> StartWorkflowAsync(StartWorkflowRequest request, CancellationToken cancellationToken = default);
}

/// <summary>Asks for the start of an instance.</summary>
public class StartWorkflowRequest
{
    /// <summary>The workflow, if it is at hand.</summary>
    public Workflow? Workflow { get; set; }

    /// <summary>The version of the definition otherwise.</summary>
    public WorkflowDefinitionHandle? WorkflowDefinitionHandle { get; set; }

    /// <summary>What ties the instance to the business.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The name of the instance.</summary>
    public string? Name { get; set; }

    /// <summary>The values of the inputs.</summary>
    public IDictionary<string, object>? Input { get; set; }

    /// <summary>The values of variables, in place of their defaults.</summary>
    public IDictionary<string, object>? Variables { get; set; }

    /// <summary>State that is stored with the instance.</summary>
    public IDictionary<string, object>? Properties { get; set; }

    /// <summary>The instance that asks.</summary>
    public string? ParentId { get; set; }

    /// <summary>The activity that triggered the run.</summary>
    public string? TriggerActivityId { get; set; }

    /// <summary>The activity to run instead of the root.</summary>
    public ActivityHandle? ActivityHandle { get; set; }
}

/// <summary>What came of a start.</summary>
public record StartWorkflowResponse
{
    /// <summary>Whether the activation strategy refused.</summary>
    public bool CannotStart { get; set; }

    /// <summary>The instance; null if the start was refused.</summary>
    public string? WorkflowInstanceId { get; set; }

    /// <summary>Whether it is done.</summary>
    public WorkflowStatus? Status { get; set; }

    /// <summary>Where it stands.</summary>
    public WorkflowSubStatus? SubStatus { get; set; }

    /// <summary>Where it waits.</summary>
    public ICollection<Bookmark> Bookmarks { get; set; } = new List<Bookmark>();

    /// <summary>What went wrong.</summary>
    public ICollection<ActivityIncident> Incidents { get; set; } = new List<ActivityIncident>();

    /// <summary>The same as the answer to a run; throws if the start was refused.</summary>
    public RunWorkflowInstanceResponse ToRunWorkflowInstanceResponse() => CannotStart || WorkflowInstanceId is null
        ? throw new InvalidOperationException("The activation strategy of the workflow refused the start: there is no instance.")
        : new RunWorkflowInstanceResponse
        {
            WorkflowInstanceId = WorkflowInstanceId,
            Status = Status.GetValueOrDefault(),
            SubStatus = SubStatus.GetValueOrDefault(),
            Bookmarks = Bookmarks,
            Incidents = Incidents,
        };
}

/// <summary>Starts an instance on behalf of a trigger.</summary>
public interface ITriggerInvoker
{
    /// <summary>Starts the instance.</summary>
    Task<StartWorkflowResponse> InvokeAsync(InvokeTriggerRequest request, CancellationToken cancellationToken = default);
}

/// <summary>Asks for the start of an instance on behalf of a trigger.</summary>
public class InvokeTriggerRequest
{
    /// <summary>The workflow.</summary>
    public Workflow Workflow { get; set; } = default!;

    /// <summary>The trigger.</summary>
    public string ActivityId { get; set; } = default!;

    /// <summary>What ties the instance to the business.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The values of the inputs.</summary>
    public IDictionary<string, object>? Input { get; set; }

    /// <summary>The values of variables, in place of their defaults.</summary>
    public IDictionary<string, object>? Variables { get; set; }

    /// <summary>State that is stored with the instance.</summary>
    public IDictionary<string, object>? Properties { get; set; }

    /// <summary>The instance that asks.</summary>
    public string? ParentWorkflowInstanceId { get; set; }
}

/// <summary>Runs workflows that no store knows.</summary>
public interface IWorkflowInvoker
{
    /// <summary>Runs a workflow.</summary>
    Task<RunWorkflowResult> InvokeAsync(Workflow workflow, Workflows.Options.RunWorkflowOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Runs a workflow that is indexed already.</summary>
    Task<RunWorkflowResult> InvokeAsync(WorkflowGraph workflowGraph, Workflows.Options.RunWorkflowOptions? options = null, CancellationToken cancellationToken = default);
}
