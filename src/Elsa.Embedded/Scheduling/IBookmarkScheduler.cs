using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Entities;

namespace Elsa.Scheduling;

/// <summary>Schedules the resumption of instances that wait for a time.</summary>
public interface IBookmarkScheduler
{
    /// <summary>Schedules those of the bookmarks that wait for a time.</summary>
    Task ScheduleAsync(IEnumerable<StoredBookmark> bookmarks, CancellationToken cancellationToken = default);

    /// <summary>Schedules those of an instance's bookmarks that wait for a time.</summary>
    Task ScheduleAsync(string workflowInstanceId, IEnumerable<Bookmark> bookmarks, CancellationToken cancellationToken = default);

    /// <summary>Forgets those of the bookmarks that wait for a time.</summary>
    Task UnscheduleAsync(IEnumerable<Bookmark> bookmarks, CancellationToken cancellationToken = default);

    /// <summary>Forgets those of the bookmarks that wait for a time.</summary>
    Task UnscheduleAsync(IEnumerable<StoredBookmark> bookmarks, CancellationToken cancellationToken = default);
}
