using Elsa.Common;
using Elsa.Common.Models;
using Elsa.Common.Entities;
using Elsa.Workflows.Runtime.Dispatch;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Ledger;
using Elsa.Workflows.Runtime.Messages;
using Elsa.Workflows.Runtime.OrderDefinitions;

namespace Elsa.Workflows.Runtime.Services;

/// <summary>Keeps events until their bookmark is there. An event becomes a dispatch in one transaction, so that it is delivered once.</summary>
internal sealed class BookmarkQueue(
    IBookmarkQueueStore store,
    IBookmarkStore bookmarks,
    IRuntimeLedger ledger,
    DispatchFactory dispatches,
    DispatchSignal dispatchSignal,
    IIdentityGenerator identities,
    ISystemClock clock) : IBookmarkQueue, IBookmarkQueueProcessor
{
    private const int BatchSize = 100;

    public Task EnqueueAsync(NewBookmarkQueueItem item, CancellationToken cancellationToken = default) => EnqueueAsync(
        new BookmarkQueueItem
        {
            Id = identities.GenerateId(),
            WorkflowInstanceId = item.WorkflowInstanceId,
            CorrelationId = item.CorrelationId,
            BookmarkId = item.BookmarkId,
            StimulusHash = item.StimulusHash,
            ActivityInstanceId = item.ActivityInstanceId,
            ActivityTypeName = item.ActivityTypeName,
            Options = item.Options,
            CreatedAt = clock.UtcNow,
        },
        cancellationToken);

    /// <summary>Stores an event first and looks for its bookmark then; whoever stores a bookmark looks for events then. One of them sees the other.</summary>
    public async Task EnqueueAsync(BookmarkQueueItem item, CancellationToken cancellationToken)
    {
        await store.AddAsync(item, cancellationToken);
        await DeliverAsync(item, cancellationToken);
    }

    public async Task ProcessAsync(CancellationToken cancellationToken = default)
    {
        var order = new BookmarkQueueItemOrder<DateTimeOffset>(x => x.CreatedAt, OrderDirection.Ascending);
        for (var offset = 0; ;)
        {
            var page = await store.PageAsync(PageArgs.FromRange(offset, BatchSize), order, cancellationToken);
            foreach (var item in page.Items)
            {
                if (!await DeliverAsync(item, cancellationToken))
                    offset++;
            }

            if (page.Items.Count < BatchSize)
                return;
        }
    }

    private async Task<bool> DeliverAsync(BookmarkQueueItem item, CancellationToken cancellationToken)
    {
        var filter = item.CreateBookmarkFilter();
        if (await bookmarks.FindAsync(filter, cancellationToken) is not { } bookmark)
            return false;
        var request = new RunWorkflowInstanceRequest { BookmarkId = bookmark.Id, Input = item.Options?.Input, Properties = item.Options?.Properties };
        var isMine = await ledger.DeliverAsync(item, dispatches.Run(bookmark.WorkflowInstanceId, new RunMessage { Request = request, Queued = item }), cancellationToken);
        if (isMine)
            dispatchSignal.Set();
        return isMine;
    }
}
