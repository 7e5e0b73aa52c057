using Elsa.Workflows.Memory;

namespace Elsa.Workflows.State;

/// <summary>An activity that was due when the state was taken.</summary>
public class ActivityWorkItemState
{
    /// <summary>The path to the activity.</summary>
    public string ActivityNodeId { get; set; } = default!;

    /// <summary>The execution that scheduled it.</summary>
    public string? OwnerContextId { get; set; }

    /// <summary>The execution to go on with, instead of a new one.</summary>
    public string? ExistingActivityExecutionContextId { get; set; }

    /// <summary>What the owner wants to remember.</summary>
    public object? Tag { get; set; }

    /// <summary>Variables that the activity and its descendants see.</summary>
    public ICollection<Variable>? Variables { get; set; }

    /// <summary>Input for the activity.</summary>
    public IDictionary<string, object> Input { get; set; } = new Dictionary<string, object>();

    [EngineState]
    internal string? BookmarkId { get; set; }

    [EngineState]
    internal string? SchedulingActivityExecutionId { get; set; }

    [EngineState]
    internal string? SchedulingWorkflowInstanceId { get; set; }

    [EngineState]
    internal int? SchedulingCallStackDepth { get; set; }
}
