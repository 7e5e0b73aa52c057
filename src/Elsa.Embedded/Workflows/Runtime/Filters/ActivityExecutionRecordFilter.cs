using Elsa.Workflows.Runtime.Entities;

namespace Elsa.Workflows.Runtime.Filters;

/// <summary>Which executions of activities are meant; what is not set does not matter.</summary>
public class ActivityExecutionRecordFilter
{
    /// <summary>The execution.</summary>
    public string? Id { get; set; }

    /// <summary>The executions.</summary>
    public ICollection<string>? Ids { get; set; }

    /// <summary>The instance.</summary>
    public string? WorkflowInstanceId { get; set; }

    /// <summary>The instances.</summary>
    public ICollection<string>? WorkflowInstanceIds { get; set; }

    /// <summary>The activity.</summary>
    public string? ActivityId { get; set; }

    /// <summary>The activities.</summary>
    public ICollection<string>? ActivityIds { get; set; }

    /// <summary>The path to the activity.</summary>
    public string? ActivityNodeId { get; set; }

    /// <summary>The paths to activities.</summary>
    public ICollection<string>? ActivityNodeIds { get; set; }

    /// <summary>The name that people gave the activity.</summary>
    public string? Name { get; set; }

    /// <summary>The names that people gave activities.</summary>
    public ICollection<string>? Names { get; set; }

    /// <summary>Where it stands.</summary>
    public ActivityStatus? Status { get; set; }

    /// <summary>Where it may stand.</summary>
    public ICollection<ActivityStatus>? Statuses { get; set; }

    /// <summary>Whether it has ended.</summary>
    public bool? Completed { get; set; }

    /// <summary>The execution whose completion led to it.</summary>
    public string? SchedulingActivityExecutionId { get; set; }

    /// <summary>The executions whose completion led to it.</summary>
    public ICollection<string>? SchedulingActivityExecutionIds { get; set; }

    /// <summary>The activity whose completion led to it.</summary>
    public string? SchedulingActivityId { get; set; }

    /// <summary>The activities whose completion led to it.</summary>
    public ICollection<string>? SchedulingActivityIds { get; set; }

    /// <summary>The instance that led to it.</summary>
    public string? SchedulingWorkflowInstanceId { get; set; }

    /// <summary>The instances that led to it.</summary>
    public ICollection<string>? SchedulingWorkflowInstanceIds { get; set; }

    /// <summary>How many executions led to it.</summary>
    public int? CallStackDepth { get; set; }

    /// <summary>Whether nothing is set: all executions are meant.</summary>
    public bool IsEmpty =>
        (Id ?? WorkflowInstanceId ?? ActivityId ?? ActivityNodeId ?? Name ?? SchedulingActivityExecutionId ?? SchedulingActivityId ?? SchedulingWorkflowInstanceId) is null
        && (Ids ?? WorkflowInstanceIds ?? ActivityIds ?? ActivityNodeIds ?? Names ?? SchedulingActivityExecutionIds ?? SchedulingActivityIds ?? SchedulingWorkflowInstanceIds) is null
        && Status is null && Statuses is null && Completed is null && CallStackDepth is null;

    /// <summary>Applies the filter to a query.</summary>
    public IQueryable<ActivityExecutionRecord> Apply(IQueryable<ActivityExecutionRecord> queryable) => ApplyScheduling(ApplyActivity(queryable));

    private IQueryable<ActivityExecutionRecord> ApplyActivity(IQueryable<ActivityExecutionRecord> query)
    {
        if (Id is not null)
            query = query.Where(x => x.Id == Id);
        if (Ids is not null)
            query = query.Where(x => Ids.Contains(x.Id));
        if (WorkflowInstanceId is not null)
            query = query.Where(x => x.WorkflowInstanceId == WorkflowInstanceId);
        if (WorkflowInstanceIds is not null)
            query = query.Where(x => WorkflowInstanceIds.Contains(x.WorkflowInstanceId));
        if (ActivityId is not null)
            query = query.Where(x => x.ActivityId == ActivityId);
        if (ActivityIds is not null)
            query = query.Where(x => ActivityIds.Contains(x.ActivityId));
        if (ActivityNodeId is not null)
            query = query.Where(x => x.ActivityNodeId == ActivityNodeId);
        if (ActivityNodeIds is not null)
            query = query.Where(x => ActivityNodeIds.Contains(x.ActivityNodeId));
        if (Name is not null)
            query = query.Where(x => x.ActivityName == Name);
        if (Names is not null)
            query = query.Where(x => Names.Contains(x.ActivityName!));
        if (Status is not null)
            query = query.Where(x => x.Status == Status);
        if (Statuses is not null)
            query = query.Where(x => Statuses.Contains(x.Status));
        if (Completed is not null)
            query = Completed.Value ? query.Where(x => x.CompletedAt != null) : query.Where(x => x.CompletedAt == null);
        return query;
    }

    private IQueryable<ActivityExecutionRecord> ApplyScheduling(IQueryable<ActivityExecutionRecord> query)
    {
        if (SchedulingActivityExecutionId is not null)
            query = query.Where(x => x.SchedulingActivityExecutionId == SchedulingActivityExecutionId);
        if (SchedulingActivityExecutionIds is not null)
            query = query.Where(x => SchedulingActivityExecutionIds.Contains(x.SchedulingActivityExecutionId!));
        if (SchedulingActivityId is not null)
            query = query.Where(x => x.SchedulingActivityId == SchedulingActivityId);
        if (SchedulingActivityIds is not null)
            query = query.Where(x => SchedulingActivityIds.Contains(x.SchedulingActivityId!));
        if (SchedulingWorkflowInstanceId is not null)
            query = query.Where(x => x.SchedulingWorkflowInstanceId == SchedulingWorkflowInstanceId);
        if (SchedulingWorkflowInstanceIds is not null)
            query = query.Where(x => SchedulingWorkflowInstanceIds.Contains(x.SchedulingWorkflowInstanceId!));
        if (CallStackDepth is not null)
            query = query.Where(x => x.CallStackDepth == CallStackDepth);
        return query;
    }
}
