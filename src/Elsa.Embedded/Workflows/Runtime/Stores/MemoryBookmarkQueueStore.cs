using Elsa.Common.Models;
using Elsa.Common.Services;
using Elsa.Extensions;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.OrderDefinitions;

namespace Elsa.Workflows.Runtime.Stores;

/// <summary>Keeps the events that wait for their bookmark in memory.</summary>
internal sealed class MemoryBookmarkQueueStore(MemoryStore<BookmarkQueueItem> store) : IBookmarkQueueStore
{
    public Task SaveAsync(BookmarkQueueItem record, CancellationToken cancellationToken = default)
    {
        store.Save(record, x => x.Id);
        return Task.CompletedTask;
    }

    public Task AddAsync(BookmarkQueueItem record, CancellationToken cancellationToken = default)
    {
        store.Add(record, x => x.Id);
        return Task.CompletedTask;
    }

    public Task<BookmarkQueueItem?> FindAsync(BookmarkQueueFilter filter, CancellationToken cancellationToken = default) => Task.FromResult(filter.Apply(store.Queryable).FirstOrDefault());

    public Task<IEnumerable<BookmarkQueueItem>> FindManyAsync(BookmarkQueueFilter filter, CancellationToken cancellationToken = default) =>
        Task.FromResult<IEnumerable<BookmarkQueueItem>>(filter.Apply(store.Queryable).ToList());

    public Task<Page<BookmarkQueueItem>> PageAsync<TOrderBy>(PageArgs pageArgs, BookmarkQueueItemOrder<TOrderBy?> orderBy, CancellationToken cancellationToken = default) =>
        PageAsync(pageArgs, new BookmarkQueueFilter(), orderBy, cancellationToken);

    public Task<Page<BookmarkQueueItem>> PageAsync<TOrderBy>(PageArgs pageArgs, BookmarkQueueFilter filter, BookmarkQueueItemOrder<TOrderBy?> orderBy, CancellationToken cancellationToken = default) =>
        Task.FromResult(filter.Apply(store.Queryable).OrderBy(orderBy).ToPage(pageArgs));

    public Task<long> DeleteAsync(BookmarkQueueFilter filter, CancellationToken cancellationToken = default) => Task.FromResult(store.DeleteMany(filter.Apply(store.Queryable).Select(x => x.Id).ToList()));
}

/// <summary>Keeps the events that never found their bookmark in memory.</summary>
internal sealed class MemoryBookmarkQueueDeadLetterStore(MemoryStore<BookmarkQueueDeadLetterItem> store) : IBookmarkQueueDeadLetterStore
{
    private readonly Lock _marking = new();

    public Task SaveAsync(BookmarkQueueDeadLetterItem record, CancellationToken cancellationToken = default)
    {
        store.Save(record, x => x.Id);
        return Task.CompletedTask;
    }

    public Task AddAsync(BookmarkQueueDeadLetterItem record, CancellationToken cancellationToken = default)
    {
        store.Add(record, x => x.Id);
        return Task.CompletedTask;
    }

    public Task<BookmarkQueueDeadLetterItem?> FindAsync(BookmarkQueueDeadLetterFilter filter, CancellationToken cancellationToken = default) =>
        Task.FromResult(filter.Apply(store.Queryable).FirstOrDefault());

    public Task<IEnumerable<BookmarkQueueDeadLetterItem>> FindManyAsync(BookmarkQueueDeadLetterFilter filter, CancellationToken cancellationToken = default) =>
        Task.FromResult<IEnumerable<BookmarkQueueDeadLetterItem>>(filter.Apply(store.Queryable).ToList());

    public Task<Page<BookmarkQueueDeadLetterItem>> PageAsync<TOrderBy>(PageArgs pageArgs, BookmarkQueueDeadLetterItemOrder<TOrderBy?> orderBy, CancellationToken cancellationToken = default) =>
        PageAsync(pageArgs, new BookmarkQueueDeadLetterFilter(), orderBy, cancellationToken);

    public Task<Page<BookmarkQueueDeadLetterItem>> PageAsync<TOrderBy>(PageArgs pageArgs, BookmarkQueueDeadLetterFilter filter, BookmarkQueueDeadLetterItemOrder<TOrderBy?> orderBy, CancellationToken cancellationToken = default) =>
        Task.FromResult(filter.Apply(store.Queryable).OrderBy(orderBy).ToPage(pageArgs));

    public Task<BookmarkQueueDeadLetterItem?> TryMarkReplayedAsync(string id, string queueItemId, DateTimeOffset replayedAt, CancellationToken cancellationToken = default)
    {
        lock (_marking)
        {
            if (store.Get(id) is not { CanReplay: true } item)
                return Task.FromResult<BookmarkQueueDeadLetterItem?>(null);
            (item.CanReplay, item.ReplayedAt, item.ReplayedQueueItemId) = (false, replayedAt, queueItemId);
            return Task.FromResult<BookmarkQueueDeadLetterItem?>(item);
        }
    }

    public Task<long> DeleteAsync(BookmarkQueueDeadLetterFilter filter, CancellationToken cancellationToken = default) => Task.FromResult(store.DeleteMany(filter.Apply(store.Queryable).Select(x => x.Id).ToList()));
}
