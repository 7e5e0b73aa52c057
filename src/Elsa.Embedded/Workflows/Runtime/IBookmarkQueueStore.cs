using Elsa.Common.Models;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.OrderDefinitions;

namespace Elsa.Workflows.Runtime;

/// <summary>The events that wait for their bookmark.</summary>
public interface IBookmarkQueueStore
{
    /// <summary>Stores an event.</summary>
    Task SaveAsync(BookmarkQueueItem record, CancellationToken cancellationToken = default);

    /// <summary>Stores a new event.</summary>
    Task AddAsync(BookmarkQueueItem record, CancellationToken cancellationToken = default);

    /// <summary>The first event that matches.</summary>
    Task<BookmarkQueueItem?> FindAsync(BookmarkQueueFilter filter, CancellationToken cancellationToken = default);

    /// <summary>The events that match.</summary>
    Task<IEnumerable<BookmarkQueueItem>> FindManyAsync(BookmarkQueueFilter filter, CancellationToken cancellationToken = default);

    /// <summary>A page of the events.</summary>
    Task<Page<BookmarkQueueItem>> PageAsync<TOrderBy>(PageArgs pageArgs, BookmarkQueueItemOrder<TOrderBy?> orderBy, CancellationToken cancellationToken = default);

    /// <summary>A page of the events that match.</summary>
    Task<Page<BookmarkQueueItem>> PageAsync<TOrderBy>(PageArgs pageArgs, BookmarkQueueFilter filter, BookmarkQueueItemOrder<TOrderBy?> orderBy, CancellationToken cancellationToken = default);

    /// <summary>Deletes the events that match, and says how many.</summary>
    Task<long> DeleteAsync(BookmarkQueueFilter filter, CancellationToken cancellationToken = default);
}

/// <summary>The events that found no bookmark in time.</summary>
public interface IBookmarkQueueDeadLetterStore
{
    /// <summary>Stores an event.</summary>
    Task SaveAsync(BookmarkQueueDeadLetterItem record, CancellationToken cancellationToken = default);

    /// <summary>Stores a new event.</summary>
    Task AddAsync(BookmarkQueueDeadLetterItem record, CancellationToken cancellationToken = default);

    /// <summary>The first event that matches.</summary>
    Task<BookmarkQueueDeadLetterItem?> FindAsync(BookmarkQueueDeadLetterFilter filter, CancellationToken cancellationToken = default);

    /// <summary>The events that match.</summary>
    Task<IEnumerable<BookmarkQueueDeadLetterItem>> FindManyAsync(BookmarkQueueDeadLetterFilter filter, CancellationToken cancellationToken = default);

    /// <summary>A page of the events.</summary>
    Task<Page<BookmarkQueueDeadLetterItem>> PageAsync<TOrderBy>(PageArgs pageArgs, BookmarkQueueDeadLetterItemOrder<TOrderBy?> orderBy, CancellationToken cancellationToken = default);

    /// <summary>A page of the events that match.</summary>
    Task<Page<BookmarkQueueDeadLetterItem>> PageAsync<TOrderBy>(PageArgs pageArgs, BookmarkQueueDeadLetterFilter filter, BookmarkQueueDeadLetterItemOrder<TOrderBy?> orderBy, CancellationToken cancellationToken = default);

    /// <summary>Says that an event was sent again; only the first caller gets it back.</summary>
    Task<BookmarkQueueDeadLetterItem?> TryMarkReplayedAsync(string id, string queueItemId, DateTimeOffset replayedAt, CancellationToken cancellationToken = default);

    /// <summary>Deletes the events that match, and says how many.</summary>
    Task<long> DeleteAsync(BookmarkQueueDeadLetterFilter filter, CancellationToken cancellationToken = default);
}
