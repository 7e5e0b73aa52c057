using Elsa.Common;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.Ledger;
using Elsa.Workflows.Runtime.Messages;
using Elsa.Workflows.Runtime.Options;

namespace Elsa.Workflows.Runtime.Dispatch;

/// <summary>Makes of an event what it starts and resumes, so that each of it is done once, however often a node dies in between.</summary>
internal sealed class StimulusExpansion(
    ITriggerStore triggers,
    IBookmarkStore bookmarks,
    IWorkflowInstanceStore instances,
    DispatchFactory dispatches,
    IIdentityGenerator identities,
    ISystemClock clock)
{
    public async Task<(List<DispatchItem> Items, BookmarkQueueItem? Queued)> ExpandAsync(StimulusMessage message, CancellationToken cancellationToken)
    {
        var items = new List<DispatchItem>();
        if (message is { IncludesTriggers: true, Hash: { } hash } && !IsTargeted(message.Metadata))
        {
            foreach (var trigger in await triggers.FindManyAsync(new TriggerFilter { Hash = hash }, cancellationToken))
                items.Add(Start(message, trigger));
        }

        var queued = Queued(message);
        var found = (await bookmarks.FindManyAsync(FilterOf(message), cancellationToken)).ToList();
        foreach (var bookmark in found)
            items.Add(Resume(message, bookmark, IsTargeted(message.Metadata) ? queued : null));
        return (items, found.Count == 0 && await MustWaitAsync(message, cancellationToken) ? queued : null);
    }

    /// <summary>Whether an event is meant for a certain instance, execution or bookmark.</summary>
    public static bool IsTargeted(StimulusMetadata metadata) => metadata.WorkflowInstanceId is not null || metadata.ActivityInstanceId is not null || metadata.BookmarkId is not null;

    /// <summary>The bookmarks that an event is meant for.</summary>
    public static BookmarkFilter FilterOf(StimulusMessage message) => new()
    {
        Hash = message.Hash,
        BookmarkId = message.Metadata.BookmarkId,
        CorrelationId = message.Metadata.CorrelationId,
        WorkflowInstanceId = message.Metadata.WorkflowInstanceId,
        ActivityInstanceId = message.Metadata.ActivityInstanceId,
    };

    /// <summary>Whether an event that found no bookmark is kept for the one to come: only if it is meant for a certain one, and the instance is not done.</summary>
    public async Task<bool> MustWaitAsync(StimulusMessage message, CancellationToken cancellationToken)
    {
        if (!IsTargeted(message.Metadata))
            return false;
        if (message.Metadata.WorkflowInstanceId is not { } id)
            return true;
        var found = await instances.SummarizeManyAsync(new WorkflowInstanceFilter { Id = id }, cancellationToken);
        return found.All(x => x.Status == WorkflowStatus.Running);
    }

    /// <summary>The event as it waits.</summary>
    public BookmarkQueueItem Queued(StimulusMessage message) => new()
    {
        Id = identities.GenerateId(),
        StimulusHash = message.Hash,
        ActivityTypeName = message.Name,
        WorkflowInstanceId = message.Metadata.WorkflowInstanceId,
        CorrelationId = message.Metadata.CorrelationId,
        ActivityInstanceId = message.Metadata.ActivityInstanceId,
        BookmarkId = message.Metadata.BookmarkId,
        Options = new ResumeBookmarkOptions { Input = message.Metadata.Input, Properties = message.Metadata.Properties },
        CreatedAt = clock.UtcNow,
    };

    private DispatchItem Start(StimulusMessage message, StoredTrigger trigger) => dispatches.Start(
        identities.GenerateId(),
        new CreateAndRunWorkflowInstanceRequest
        {
            WorkflowDefinitionHandle = WorkflowDefinitionHandle.ByDefinitionVersionId(trigger.WorkflowDefinitionVersionId),
            TriggerActivityId = trigger.ActivityId,
            CorrelationId = message.Metadata.CorrelationId,
            Input = message.Metadata.Input,
            Properties = message.Metadata.Properties,
            ParentId = message.Metadata.ParentWorkflowInstanceId,
        },
        isClaimOpen: true);

    private DispatchItem Resume(StimulusMessage message, StoredBookmark bookmark, BookmarkQueueItem? queued) => dispatches.Run(
        bookmark.WorkflowInstanceId,
        new RunMessage
        {
            Request = new RunWorkflowInstanceRequest { BookmarkId = bookmark.Id, Input = message.Metadata.Input, Properties = message.Metadata.Properties },
            Queued = queued,
        });
}
