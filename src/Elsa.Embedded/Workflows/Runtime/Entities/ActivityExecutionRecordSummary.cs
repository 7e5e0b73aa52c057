using System.Linq.Expressions;
using Elsa.Common.Entities;

namespace Elsa.Workflows.Runtime.Entities;

/// <summary>An execution of an activity without what went in and out.</summary>
public class ActivityExecutionRecordSummary : Entity
{
    private static readonly Func<ActivityExecutionRecord, ActivityExecutionRecordSummary> Summarize = FromRecordExpression().Compile();

    /// <summary>The instance.</summary>
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

    /// <summary>What tools keep with it.</summary>
    public IDictionary<string, object>? Metadata { get; set; }

    /// <summary>The summary of a record.</summary>
    public static ActivityExecutionRecordSummary FromRecord(ActivityExecutionRecord record) => Summarize(record);

    /// <summary>Takes the summary of a record inside a query.</summary>
    public static Expression<Func<ActivityExecutionRecord, ActivityExecutionRecordSummary>> FromRecordExpression() => record => new ActivityExecutionRecordSummary
    {
        Id = record.Id,
        TenantId = record.TenantId,
        WorkflowInstanceId = record.WorkflowInstanceId,
        ActivityId = record.ActivityId,
        ActivityNodeId = record.ActivityNodeId,
        ActivityType = record.ActivityType,
        ActivityTypeVersion = record.ActivityTypeVersion,
        ActivityName = record.ActivityName,
        StartedAt = record.StartedAt,
        CompletedAt = record.CompletedAt,
        HasBookmarks = record.HasBookmarks,
        Status = record.Status,
        AggregateFaultCount = record.AggregateFaultCount,
        Metadata = record.Metadata,
    };
}
