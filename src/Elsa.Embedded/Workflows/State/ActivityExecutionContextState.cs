using Elsa.Workflows.Memory;

namespace Elsa.Workflows.State;

/// <summary>An execution of an activity as it is stored.</summary>
public class ActivityExecutionContextState
{
    /// <summary>The execution.</summary>
    public string Id { get; set; } = default!;

    /// <summary>How many executions led to this one.</summary>
    public int CallStackDepth { get; set; }

    /// <summary>The execution around it.</summary>
    public string? ParentContextId { get; set; }

    /// <summary>The path to the activity.</summary>
    public string ScheduledActivityNodeId { get; set; } = default!;

    /// <summary>The path to the activity that scheduled it.</summary>
    public string? OwnerActivityNodeId { get; set; }

    /// <summary>State of the activity's own.</summary>
    public IDictionary<string, object> Properties { get; set; } = new Dictionary<string, object>();

    /// <summary>What tools keep with it.</summary>
    public IDictionary<string, object> Metadata { get; set; } = new Dictionary<string, object>();

    /// <summary>The values of its inputs.</summary>
    public IDictionary<string, object>? ActivityState { get; set; }

    /// <summary>Variables that were given to it when it was scheduled, with their values.</summary>
    public ICollection<Variable> DynamicVariables { get; set; } = new List<Variable>();

    /// <summary>Where it stands.</summary>
    public ActivityStatus Status { get; set; }

    /// <summary>Whether it is executed now.</summary>
    public bool IsExecuting { get; set; }

    /// <summary>How many faults it and its descendants had.</summary>
    public int FaultCount { get; set; }

    /// <summary>When it started.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>What its owner wants to remember.</summary>
    public object? Tag { get; set; }

    [EngineState]
    internal string? SchedulingActivityExecutionId { get; set; }

    [EngineState]
    internal string? SchedulingActivityId { get; set; }

    [EngineState]
    internal string? SchedulingWorkflowInstanceId { get; set; }

    [EngineState]
    internal IDictionary<string, object>? ActivityInput { get; set; }
}
