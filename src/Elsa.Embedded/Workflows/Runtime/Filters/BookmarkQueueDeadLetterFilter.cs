using Elsa.Workflows.Runtime.Entities;

namespace Elsa.Workflows.Runtime.Filters;

/// <summary>Which events that were given up; what is not set does not matter.</summary>
public class BookmarkQueueDeadLetterFilter
{
    /// <summary>The item.</summary>
    public string? Id { get; set; }

    /// <summary>One of these items.</summary>
    public IEnumerable<string>? Ids { get; set; }

    /// <summary>The queue item that it was.</summary>
    public string? OriginalQueueItemId { get; set; }

    /// <summary>One of these queue items.</summary>
    public IEnumerable<string>? OriginalQueueItemIds { get; set; }

    /// <summary>The instance that it was meant for.</summary>
    public string? WorkflowInstanceId { get; set; }

    /// <summary>Given up before this instant.</summary>
    public DateTimeOffset? DeadLetteredAtLessThan { get; set; }

    /// <summary>Has no meaning with a single tenant.</summary>
    public bool TenantAgnostic { get; set; }

    /// <summary>Narrows a query.</summary>
    public IQueryable<BookmarkQueueDeadLetterItem> Apply(IQueryable<BookmarkQueueDeadLetterItem> query)
    {
        if (Id is not null) query = query.Where(x => x.Id == Id);
        if (Ids is not null) query = query.Where(x => Ids.Contains(x.Id));
        if (OriginalQueueItemId is not null) query = query.Where(x => x.OriginalQueueItemId == OriginalQueueItemId);
        if (OriginalQueueItemIds is not null) query = query.Where(x => OriginalQueueItemIds.Contains(x.OriginalQueueItemId));
        if (WorkflowInstanceId is not null) query = query.Where(x => x.WorkflowInstanceId == WorkflowInstanceId);
        if (DeadLetteredAtLessThan is not null) query = query.Where(x => x.DeadLetteredAt < DeadLetteredAtLessThan);
        return query;
    }
}
