using Elsa.Workflows.Runtime.Entities;

namespace Elsa.Workflows.Runtime.Filters;

/// <summary>Which lines of journals are meant; what is not set does not matter.</summary>
public class WorkflowExecutionLogRecordFilter
{
    /// <summary>The identity of the line.</summary>
    public string? Id { get; set; }

    /// <summary>The identities of lines.</summary>
    public ICollection<string>? Ids { get; set; }

    /// <summary>The instance.</summary>
    public string? WorkflowInstanceId { get; set; }

    /// <summary>The instances.</summary>
    public ICollection<string>? WorkflowInstanceIds { get; set; }

    /// <summary>The execution around it.</summary>
    public string? ParentActivityInstanceId { get; set; }

    /// <summary>The activity.</summary>
    public string? ActivityId { get; set; }

    /// <summary>The activities.</summary>
    public ICollection<string>? ActivityIds { get; set; }

    /// <summary>The path to the activity.</summary>
    public string? ActivityNodeId { get; set; }

    /// <summary>The paths to activities.</summary>
    public ICollection<string>? ActivityNodeIds { get; set; }

    /// <summary>The type of activities to leave out.</summary>
    public string? ExcludeActivityType { get; set; }

    /// <summary>The types of activities to leave out.</summary>
    public ICollection<string>? ExcludeActivityTypes { get; set; }

    /// <summary>What happened.</summary>
    public string? EventName { get; set; }

    /// <summary>What may have happened.</summary>
    public ICollection<string>? EventNames { get; set; }

    /// <summary>Applies the filter to a query.</summary>
    public IQueryable<WorkflowExecutionLogRecord> Apply(IQueryable<WorkflowExecutionLogRecord> queryable)
    {
        var query = queryable;
        if (Id is not null)
            query = query.Where(x => x.Id == Id);
        if (Ids is not null)
            query = query.Where(x => Ids.Contains(x.Id));
        if (WorkflowInstanceId is not null)
            query = query.Where(x => x.WorkflowInstanceId == WorkflowInstanceId);
        if (WorkflowInstanceIds is not null)
            query = query.Where(x => WorkflowInstanceIds.Contains(x.WorkflowInstanceId));
        if (ParentActivityInstanceId is not null)
            query = query.Where(x => x.ParentActivityInstanceId == ParentActivityInstanceId);
        if (ActivityId is not null)
            query = query.Where(x => x.ActivityId == ActivityId);
        if (ActivityIds is not null)
            query = query.Where(x => ActivityIds.Contains(x.ActivityId));
        if (ActivityNodeId is not null)
            query = query.Where(x => x.ActivityNodeId == ActivityNodeId);
        if (ActivityNodeIds is not null)
            query = query.Where(x => ActivityNodeIds.Contains(x.ActivityNodeId));
        if (ExcludeActivityType is not null)
            query = query.Where(x => x.ActivityType != ExcludeActivityType);
        if (ExcludeActivityTypes is not null)
            query = query.Where(x => !ExcludeActivityTypes.Contains(x.ActivityType));
        if (EventName is not null)
            query = query.Where(x => x.EventName == EventName);
        if (EventNames is not null)
            query = query.Where(x => EventNames.Contains(x.EventName!));
        return query;
    }
}
