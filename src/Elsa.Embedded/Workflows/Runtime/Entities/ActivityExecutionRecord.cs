using Elsa.Common;
using Elsa.Common.Entities;
using Elsa.Workflows.State;

namespace Elsa.Workflows.Runtime.Entities;

/// <summary>One execution of an activity as it is kept for people to look at.</summary>
public class ActivityExecutionRecord : Entity, ILogRecord
{
    /// <summary>The workflow instance.</summary>
    public string WorkflowInstanceId { get; set; } = default!;

    /// <summary>The activity.</summary>
    public string ActivityId { get; set; } = default!;

    /// <summary>The path to the activity.</summary>
    public string ActivityNodeId { get; set; } = default!;

    /// <summary>The type of the activity.</summary>
    public string ActivityType { get; set; } = default!;

    /// <summary>The version of the type.</summary>
    public int ActivityTypeVersion { get; set; }

    /// <summary>The name that people gave the activity.</summary>
    public string? ActivityName { get; set; }

    /// <summary>The values of the inputs, without those that may be secret; null if there are none.</summary>
    public IDictionary<string, object?>? ActivityState { get; set; }

    /// <summary>What the activity told about its execution, such as its outcomes.</summary>
    public IDictionary<string, object>? Payload { get; set; }

    /// <summary>The values of the outputs; null if the type has none.</summary>
    public IDictionary<string, object?>? Outputs { get; set; }

    /// <summary>State of the activity's own.</summary>
    public IDictionary<string, object>? Properties { get; set; }

    /// <summary>What tools keep with the execution.</summary>
    public IDictionary<string, object>? Metadata { get; set; }

    /// <summary>The exception that ended it.</summary>
    public ExceptionState? Exception { get; set; }

    /// <summary>When it started.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>Whether it waits.</summary>
    public bool HasBookmarks { get; set; }

    /// <summary>Where it stands.</summary>
    public ActivityStatus Status { get; set; }

    /// <summary>How many faults it and its descendants had.</summary>
    public int AggregateFaultCount { get; set; }

    /// <summary>The execution whose completion led here.</summary>
    public string? SchedulingActivityExecutionId { get; set; }

    /// <summary>The activity of that execution.</summary>
    public string? SchedulingActivityId { get; set; }

    /// <summary>The instance of that execution, if it is another one.</summary>
    public string? SchedulingWorkflowInstanceId { get; set; }

    /// <summary>How many executions led to this one.</summary>
    public int? CallStackDepth { get; set; }
}
