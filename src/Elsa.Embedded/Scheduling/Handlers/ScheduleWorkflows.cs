using Elsa.Mediator.Contracts;
using Elsa.Workflows.Runtime.Notifications;

namespace Elsa.Scheduling.Handlers;

/// <summary>Keeps what is scheduled in step with the indexes of triggers and bookmarks.</summary>
public class ScheduleWorkflows : INotificationHandler<WorkflowBookmarksIndexed>, INotificationHandler<WorkflowTriggersIndexed>
{
    private readonly ITriggerScheduler _triggerScheduler;
    private readonly IBookmarkScheduler _bookmarkScheduler;

    /// <summary>Creates the handler.</summary>
    public ScheduleWorkflows(ITriggerScheduler triggerScheduler, IBookmarkScheduler bookmarkScheduler)
    {
        _triggerScheduler = triggerScheduler;
        _bookmarkScheduler = bookmarkScheduler;
    }

    /// <inheritdoc />
    public async Task HandleAsync(WorkflowTriggersIndexed notification, CancellationToken cancellationToken)
    {
        var indexed = notification.IndexedWorkflowTriggers;
        await _triggerScheduler.UnscheduleAsync(indexed.RemovedTriggers, cancellationToken);
        await _triggerScheduler.ScheduleAsync(indexed.AddedTriggers, cancellationToken);
    }

    /// <inheritdoc />
    public async Task HandleAsync(WorkflowBookmarksIndexed notification, CancellationToken cancellationToken)
    {
        var indexed = notification.IndexedWorkflowBookmarks;
        await _bookmarkScheduler.UnscheduleAsync(indexed.RemovedBookmarks, cancellationToken);
        await _bookmarkScheduler.ScheduleAsync(indexed.WorkflowExecutionContext.Id, indexed.AddedBookmarks, cancellationToken);
    }
}
