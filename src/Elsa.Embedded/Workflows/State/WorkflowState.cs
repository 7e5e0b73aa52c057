using Elsa.Workflows.Models;

namespace Elsa.Workflows.State;

/// <summary>All that must be stored to go on with a workflow instance later.</summary>
public class WorkflowState
{
    /// <summary>The instance.</summary>
    public string Id { get; set; } = default!;

    /// <summary>The definition.</summary>
    public string DefinitionId { get; set; } = default!;

    /// <summary>The identity of the version.</summary>
    public string DefinitionVersionId { get; set; } = default!;

    /// <summary>The number of the version.</summary>
    public int DefinitionVersion { get; set; }

    /// <summary>What ties the instance to the business.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The name that the workflow gave the instance.</summary>
    public string? Name { get; set; }

    /// <summary>The instance that started this one.</summary>
    public string? ParentWorkflowInstanceId { get; set; }

    /// <summary>Whether it is done.</summary>
    public WorkflowStatus Status { get; set; }

    /// <summary>Where it stands.</summary>
    public WorkflowSubStatus SubStatus { get; set; }

    /// <summary>Whether a host executes it now.</summary>
    public bool IsExecuting { get; set; }

    /// <summary>Whether it belongs to the engine itself.</summary>
    public bool IsSystem { get; set; }

    /// <summary>Where it waits.</summary>
    public ICollection<Bookmark> Bookmarks { get; set; } = new List<Bookmark>();

    /// <summary>What went wrong.</summary>
    public ICollection<ActivityIncident> Incidents { get; set; } = new List<ActivityIncident>();

    /// <summary>Whom to call when children complete.</summary>
    public ICollection<CompletionCallbackState> CompletionCallbacks { get; set; } = new List<CompletionCallbackState>();

    /// <summary>The executions that are not completed, and that of the workflow; newest first.</summary>
    public ICollection<ActivityExecutionContextState> ActivityExecutionContexts { get; set; } = new List<ActivityExecutionContextState>();

    /// <summary>What was due when the state was taken; empty for an instance that waits or is done.</summary>
    public ICollection<ActivityWorkItemState> ScheduledActivities { get; set; } = new List<ActivityWorkItemState>();

    /// <summary>What went in, as far as the definition says that it is stored.</summary>
    public IDictionary<string, object> Input { get; set; } = new Dictionary<string, object>();

    /// <summary>What came out.</summary>
    public IDictionary<string, object> Output { get; set; } = new Dictionary<string, object>();

    /// <summary>State that is stored with the instance.</summary>
    public IDictionary<string, object> Properties { get; set; } = new Dictionary<string, object>();

    /// <summary>The number of the next line of the journal.</summary>
    public long ExecutionLogSequence { get; set; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When its state last changed.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When it was done.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    // What went in and is not to be kept: needed as long as the instance runs.
    [EngineState]
    internal IDictionary<string, object>? RunningInput { get; set; }

    // What expressions may still ask of activities that are done.
    [EngineState]
    internal ICollection<ActivityOutputState>? Outputs { get; set; }

    [EngineState]
    internal string? TriggerActivityId { get; set; }

    [EngineState]
    internal bool? TriggerIsDone { get; set; }
}
