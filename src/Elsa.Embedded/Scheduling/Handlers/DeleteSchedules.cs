using Elsa.Mediator.Contracts;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Notifications;

namespace Elsa.Scheduling.Handlers;

/// <summary>Forgets what is scheduled for bookmarks that are deleted with their instances. Triggers are deleted through their index, which says so itself.</summary>
public class DeleteSchedules : INotificationHandler<BookmarksDeleting>
{
    private readonly IBookmarkScheduler _bookmarkScheduler;

    /// <summary>Creates the handler.</summary>
    public DeleteSchedules(ITriggerScheduler triggerScheduler, IBookmarkScheduler bookmarkScheduler, ITriggerStore triggerStore, IBookmarkStore bookmarkStore) =>
        _bookmarkScheduler = bookmarkScheduler;

    Task INotificationHandler<BookmarksDeleting>.HandleAsync(BookmarksDeleting notification, CancellationToken cancellationToken) =>
        _bookmarkScheduler.UnscheduleAsync(notification.Bookmarks, cancellationToken);
}
