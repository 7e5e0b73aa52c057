using Elsa.Workflows.Runtime.Entities;

namespace Elsa.Workflows.Runtime.Filters;

/// <summary>Which bookmarks; what is not set does not matter.</summary>
public class BookmarkFilter
{
    /// <summary>The bookmark.</summary>
    public string? BookmarkId { get; set; }

    /// <summary>One of these bookmarks.</summary>
    public ICollection<string>? BookmarkIds { get; set; }

    /// <summary>The fingerprint.</summary>
    public string? Hash { get; set; }

    /// <summary>One of these fingerprints.</summary>
    public ICollection<string>? Hashes { get; set; }

    /// <summary>The instance.</summary>
    public string? WorkflowInstanceId { get; set; }

    /// <summary>One of these instances.</summary>
    public ICollection<string>? WorkflowInstanceIds { get; set; }

    /// <summary>What ties the instance to the business.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The kind of event.</summary>
    public string? Name { get; set; }

    /// <summary>One of these kinds.</summary>
    public ICollection<string>? Names { get; set; }

    /// <summary>The execution that waits.</summary>
    public string? ActivityInstanceId { get; set; }

    /// <summary>Has no meaning with a single tenant.</summary>
    public bool TenantAgnostic { get; set; }

    /// <summary>Bookmarks of any of these kinds.</summary>
    public static BookmarkFilter ByActivityTypeNames(IEnumerable<string> activityTypeNames) => new() { Names = activityTypeNames.ToList() };

    /// <summary>Narrows a query.</summary>
    public IQueryable<StoredBookmark> Apply(IQueryable<StoredBookmark> query)
    {
        if (BookmarkId is not null) query = query.Where(x => x.Id == BookmarkId);
        if (BookmarkIds is not null) query = query.Where(x => BookmarkIds.Contains(x.Id));
        if (Hash is not null) query = query.Where(x => x.Hash == Hash);
        if (Hashes is not null) query = query.Where(x => Hashes.Contains(x.Hash));
        if (WorkflowInstanceId is not null) query = query.Where(x => x.WorkflowInstanceId == WorkflowInstanceId);
        if (WorkflowInstanceIds is not null) query = query.Where(x => WorkflowInstanceIds.Contains(x.WorkflowInstanceId));
        if (CorrelationId is not null) query = query.Where(x => x.CorrelationId == CorrelationId);
        if (Name is not null) query = query.Where(x => x.Name == Name);
        if (Names is not null) query = query.Where(x => Names.Contains(x.Name!));
        if (ActivityInstanceId is not null) query = query.Where(x => x.ActivityInstanceId == ActivityInstanceId);
        return query;
    }
}
