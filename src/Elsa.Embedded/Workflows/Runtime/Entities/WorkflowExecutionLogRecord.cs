using Elsa.Common;
using Elsa.Common.Entities;

namespace Elsa.Workflows.Runtime.Entities;

/// <summary>A line of the journal of an instance.</summary>
public class WorkflowExecutionLogRecord : Entity, ILogRecord
{
    /// <summary>The definition.</summary>
    public string WorkflowDefinitionId { get; set; } = default!;

    /// <summary>The version of the definition.</summary>
    public string WorkflowDefinitionVersionId { get; set; } = default!;

    /// <summary>The instance.</summary>
    public string WorkflowInstanceId { get; set; } = default!;

    /// <summary>The number of the version.</summary>
    public int WorkflowVersion { get; set; }

    /// <summary>The execution of the activity.</summary>
    public string ActivityInstanceId { get; set; } = default!;

    /// <summary>The execution around it.</summary>
    public string? ParentActivityInstanceId { get; set; }

    /// <summary>The activity.</summary>
    public string ActivityId { get; set; } = default!;

    /// <summary>The type of the activity.</summary>
    public string ActivityType { get; set; } = default!;

    /// <summary>The version of the type.</summary>
    public int ActivityTypeVersion { get; set; }

    /// <summary>The name that people gave the activity.</summary>
    public string? ActivityName { get; set; }

    /// <summary>The path to the activity.</summary>
    public string ActivityNodeId { get; set; } = default!;

    /// <summary>When it happened.</summary>
    public DateTimeOffset Timestamp { get; set; }

    /// <summary>Its place among the lines of the instance, from 0.</summary>
    public long Sequence { get; set; }

    /// <summary>What happened.</summary>
    public string? EventName { get; set; }

    /// <summary>What is to be said about it.</summary>
    public string? Message { get; set; }

    /// <summary>Where in the source it happened.</summary>
    public string? Source { get; set; }

    /// <summary>The values of the inputs.</summary>
    [Obsolete("Look at the ActivityExecutionRecord.ActivityState property instead.")]
    public IDictionary<string, object>? ActivityState { get; set; }

    /// <summary>More about it.</summary>
    public object? Payload { get; set; }
}
