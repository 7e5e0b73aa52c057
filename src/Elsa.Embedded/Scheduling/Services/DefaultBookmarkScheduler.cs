using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Entities;

namespace Elsa.Scheduling.Services;

/// <summary>Schedules the resumption of instances under the ids of their bookmarks.</summary>
public class DefaultBookmarkScheduler : IBookmarkScheduler
{
    private readonly IWorkflowScheduler _workflowScheduler;

    /// <summary>Creates the scheduler.</summary>
    public DefaultBookmarkScheduler(IWorkflowScheduler workflowScheduler) => _workflowScheduler = workflowScheduler;

    /// <inheritdoc />
    public async Task ScheduleAsync(IEnumerable<StoredBookmark> bookmarks, CancellationToken cancellationToken = default)
    {
        foreach (var bookmark in bookmarks)
            await ScheduleAsync(bookmark.WorkflowInstanceId, bookmark.Id, bookmark.Name, bookmark.Payload, cancellationToken);
    }

    /// <inheritdoc />
    public async Task ScheduleAsync(string workflowInstanceId, IEnumerable<Bookmark> bookmarks, CancellationToken cancellationToken = default)
    {
        foreach (var bookmark in bookmarks)
            await ScheduleAsync(workflowInstanceId, bookmark.Id, bookmark.Name, bookmark.Payload, cancellationToken);
    }

    /// <inheritdoc />
    public async Task UnscheduleAsync(IEnumerable<Bookmark> bookmarks, CancellationToken cancellationToken = default)
    {
        foreach (var bookmark in bookmarks.Where(x => WaitsForTime(x.Name)))
            await _workflowScheduler.UnscheduleAsync(bookmark.Id, cancellationToken);
    }

    /// <inheritdoc />
    public async Task UnscheduleAsync(IEnumerable<StoredBookmark> bookmarks, CancellationToken cancellationToken = default)
    {
        foreach (var bookmark in bookmarks.Where(x => WaitsForTime(x.Name)))
            await _workflowScheduler.UnscheduleAsync(bookmark.Id, cancellationToken);
    }

    private static bool WaitsForTime(string? name) => SchedulingStimulusNames.All.Contains(name);

    private ValueTask ScheduleAsync(string workflowInstanceId, string bookmarkId, string? name, object? payload, CancellationToken cancellationToken) =>
        DueTimes.Of(name, payload) is { } due
            ? _workflowScheduler.ScheduleAtAsync(bookmarkId, new ScheduleExistingWorkflowInstanceRequest { WorkflowInstanceId = workflowInstanceId, BookmarkId = bookmarkId }, due, cancellationToken)
            : ValueTask.CompletedTask;
}
