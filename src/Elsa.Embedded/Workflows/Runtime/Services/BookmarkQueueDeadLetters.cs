using Elsa.Common;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.Options;
using Microsoft.Extensions.Options;

namespace Elsa.Workflows.Runtime.Services;

/// <summary>Keeps the events that never found their bookmark, for a person to look at and to send again.</summary>
internal sealed class BookmarkQueueDeadLetters(
    IBookmarkQueueStore queue,
    IBookmarkQueueDeadLetterStore deadLetters,
    BookmarkQueue sender,
    IIdentityGenerator identities,
    ISystemClock clock,
    IOptions<BookmarkQueuePurgeOptions> options) : IBookmarkQueueDeadLetterManager, IBookmarkQueuePurger
{
    private const string Expired = "Expired";

    public async Task<BookmarkQueueDeadLetterItem> DeadLetterAsync(BookmarkQueueItem item, string reason, Exception? exception = null, CancellationToken cancellationToken = default)
    {
        var record = new BookmarkQueueDeadLetterItem
        {
            Id = identities.GenerateId(),
            OriginalQueueItemId = item.Id,
            WorkflowInstanceId = item.WorkflowInstanceId,
            CorrelationId = item.CorrelationId,
            BookmarkId = item.BookmarkId,
            StimulusHash = item.StimulusHash,
            ActivityInstanceId = item.ActivityInstanceId,
            ActivityTypeName = item.ActivityTypeName,
            Options = item.Options,
            OriginalCreatedAt = item.CreatedAt,
            DeadLetteredAt = clock.UtcNow,
            Reason = reason,
            DeliveryAttempts = item.DeliveryAttempts,
            LastAttemptedAt = item.LastAttemptedAt,
            LastErrorType = exception?.GetType().FullName ?? item.LastErrorType,
            LastErrorMessage = exception?.Message ?? item.LastErrorMessage,
            CanReplay = true,
        };
        await deadLetters.SaveAsync(record, cancellationToken);
        await queue.DeleteAsync(new BookmarkQueueFilter { Id = item.Id }, cancellationToken);
        return record;
    }

    public async Task<IReadOnlyCollection<BookmarkQueueDeadLetterItem>> DeadLetterManyAsync(IEnumerable<BookmarkQueueItem> items, string reason, Exception? exception = null, CancellationToken cancellationToken = default)
    {
        var records = new List<BookmarkQueueDeadLetterItem>();
        foreach (var item in items)
            records.Add(await DeadLetterAsync(item, reason, exception, cancellationToken));
        return records;
    }

    public async Task<ReplayBookmarkQueueDeadLetterResult> ReplayAsync(string id, CancellationToken cancellationToken = default)
    {
        var record = await deadLetters.FindAsync(new BookmarkQueueDeadLetterFilter { Id = id }, cancellationToken);
        if (record is null)
            return new ReplayBookmarkQueueDeadLetterResult(Succeeded: false, QueueItemId: null, ReplayBookmarkQueueDeadLetterResult.ReasonNotFound);
        var queueItemId = identities.GenerateId();
        if (!record.CanReplay || await deadLetters.TryMarkReplayedAsync(id, queueItemId, clock.UtcNow, cancellationToken) is null)
        {
            var earlier = (await deadLetters.FindAsync(new BookmarkQueueDeadLetterFilter { Id = id }, cancellationToken))?.ReplayedQueueItemId;
            return new ReplayBookmarkQueueDeadLetterResult(Succeeded: false, earlier, ReplayBookmarkQueueDeadLetterResult.ReasonNotReplayable);
        }

        await sender.EnqueueAsync(
            new BookmarkQueueItem
            {
                Id = queueItemId,
                WorkflowInstanceId = record.WorkflowInstanceId,
                CorrelationId = record.CorrelationId,
                BookmarkId = record.BookmarkId,
                StimulusHash = record.StimulusHash,
                ActivityInstanceId = record.ActivityInstanceId,
                ActivityTypeName = record.ActivityTypeName,
                Options = record.Options,
                CreatedAt = clock.UtcNow,
            },
            cancellationToken);
        return new ReplayBookmarkQueueDeadLetterResult(Succeeded: true, queueItemId, Reason: null);
    }

    public async Task PurgeAsync(CancellationToken cancellationToken = default)
    {
        var now = clock.UtcNow;
        var expired = await queue.FindManyAsync(new BookmarkQueueFilter { CreatedAtLessThan = now - options.Value.Ttl }, cancellationToken);
        await DeadLetterManyAsync(expired, Expired, exception: null, cancellationToken);
        await deadLetters.DeleteAsync(new BookmarkQueueDeadLetterFilter { DeadLetteredAtLessThan = now - options.Value.DeadLetterTtl }, cancellationToken);
    }
}
