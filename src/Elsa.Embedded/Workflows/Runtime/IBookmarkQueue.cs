using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Options;

namespace Elsa.Workflows.Runtime;

/// <summary>Keeps events until the bookmark that they are meant for is there.</summary>
public interface IBookmarkQueue
{
    /// <summary>Stores an event; it is delivered as soon as its bookmark is there, exactly once.</summary>
    Task EnqueueAsync(NewBookmarkQueueItem item, CancellationToken cancellationToken = default);
}

/// <summary>An event for the queue.</summary>
public class NewBookmarkQueueItem
{
    /// <summary>The instance that it is meant for.</summary>
    public string? WorkflowInstanceId { get; set; }

    /// <summary>What ties that instance to the business.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The bookmark that it is meant for.</summary>
    public string? BookmarkId { get; set; }

    /// <summary>The fingerprint of what happened.</summary>
    public string? StimulusHash { get; set; }

    /// <summary>The execution that it is meant for.</summary>
    public string? ActivityInstanceId { get; set; }

    /// <summary>The kind of event.</summary>
    public string? ActivityTypeName { get; set; }

    /// <summary>What goes into the burst.</summary>
    public ResumeBookmarkOptions? Options { get; set; }
}

/// <summary>Delivers queued events.</summary>
public interface IBookmarkQueueProcessor
{
    /// <summary>Delivers every event whose bookmark is there.</summary>
    Task ProcessAsync(CancellationToken cancellationToken = default);
}

/// <summary>Gives up events that waited too long.</summary>
public interface IBookmarkQueuePurger
{
    /// <summary>Sets aside what waited too long, and deletes what was set aside long ago.</summary>
    Task PurgeAsync(CancellationToken cancellationToken = default);
}

/// <summary>Keeps the events that were given up.</summary>
public interface IBookmarkQueueDeadLetterManager
{
    /// <summary>Gives up an event.</summary>
    Task<BookmarkQueueDeadLetterItem> DeadLetterAsync(BookmarkQueueItem item, string reason, Exception? exception = null, CancellationToken cancellationToken = default);

    /// <summary>Gives up events.</summary>
    Task<IReadOnlyCollection<BookmarkQueueDeadLetterItem>> DeadLetterManyAsync(IEnumerable<BookmarkQueueItem> items, string reason, Exception? exception = null, CancellationToken cancellationToken = default);

    /// <summary>Sends an event again, once.</summary>
    Task<ReplayBookmarkQueueDeadLetterResult> ReplayAsync(string id, CancellationToken cancellationToken = default);
}

/// <summary>Whether an event was sent again.</summary>
/// <param name="Succeeded">Whether it was.</param>
/// <param name="QueueItemId">The item that it became, now or before.</param>
/// <param name="Reason">Why it was not.</param>
public record ReplayBookmarkQueueDeadLetterResult(bool Succeeded, string? QueueItemId, string? Reason)
{
    /// <summary>There is no such event.</summary>
    public const string ReasonNotFound = "NotFound";

    /// <summary>It was sent again before.</summary>
    public const string ReasonNotReplayable = "NotReplayable";
}
