using Elsa.Workflows.Runtime.Entities;

namespace Elsa.Workflows.Runtime.Filters;

/// <summary>Which waiting events; what is not set does not matter.</summary>
public class BookmarkQueueFilter
{
    /// <summary>The item.</summary>
    public string? Id { get; set; }

    /// <summary>One of these items.</summary>
    public IEnumerable<string>? Ids { get; set; }

    /// <summary>The instance that it is meant for.</summary>
    public string? WorkflowInstanceId { get; set; }

    /// <summary>The bookmark that it is meant for.</summary>
    public string? BookmarkId { get; set; }

    /// <summary>The fingerprint of what happened.</summary>
    public string? BookmarkHash { get; set; }

    /// <summary>The execution that it is meant for.</summary>
    public string? ActivityInstanceId { get; set; }

    /// <summary>The kind of event.</summary>
    public string? ActivityTypeName { get; set; }

    /// <summary>Came before this instant.</summary>
    public DateTimeOffset? CreatedAtLessThan { get; set; }

    /// <summary>Has no meaning with a single tenant.</summary>
    public bool TenantAgnostic { get; set; }

    /// <summary>Narrows a query.</summary>
    public IQueryable<BookmarkQueueItem> Apply(IQueryable<BookmarkQueueItem> query)
    {
        if (Id is not null) query = query.Where(x => x.Id == Id);
        if (Ids is not null) query = query.Where(x => Ids.Contains(x.Id));
        if (WorkflowInstanceId is not null) query = query.Where(x => x.WorkflowInstanceId == WorkflowInstanceId);
        if (BookmarkId is not null) query = query.Where(x => x.BookmarkId == BookmarkId);
        if (BookmarkHash is not null) query = query.Where(x => x.StimulusHash == BookmarkHash);
        if (ActivityInstanceId is not null) query = query.Where(x => x.ActivityInstanceId == ActivityInstanceId);
        if (ActivityTypeName is not null) query = query.Where(x => x.ActivityTypeName == ActivityTypeName);
        if (CreatedAtLessThan is not null) query = query.Where(x => x.CreatedAt < CreatedAtLessThan);
        return query;
    }
}
