using Elsa.Common.Models;
using Elsa.Common.Services;
using Elsa.Extensions;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;

namespace Elsa.Workflows.Runtime.Stores;

/// <summary>Keeps the index of bookmarks in memory.</summary>
internal sealed class MemoryBookmarkStore(MemoryStore<StoredBookmark> store) : IBookmarkStore
{
    public ValueTask SaveAsync(StoredBookmark record, CancellationToken cancellationToken = default) => SaveManyAsync([record], cancellationToken);

    public ValueTask SaveManyAsync(IEnumerable<StoredBookmark> records, CancellationToken cancellationToken)
    {
        store.SaveMany(records, x => x.Id);
        return ValueTask.CompletedTask;
    }

    public ValueTask<StoredBookmark?> FindAsync(BookmarkFilter filter, CancellationToken cancellationToken = default) => new(Query(filter).FirstOrDefault());

    public ValueTask<IEnumerable<StoredBookmark>> FindManyAsync(BookmarkFilter filter, CancellationToken cancellationToken = default) =>
        new(Query(filter).OrderBy(x => x.CreatedAt).ToList());

    public ValueTask<Page<StoredBookmark>> FindManyAsync(BookmarkFilter filter, PageArgs pageArgs, CancellationToken cancellationToken = default) =>
        new(Query(filter).OrderBy(x => x.CreatedAt).ToPage(pageArgs));

    public ValueTask<long> DeleteAsync(BookmarkFilter filter, CancellationToken cancellationToken = default) => new(store.DeleteMany(Query(filter).Select(x => x.Id).ToList()));

    private IQueryable<StoredBookmark> Query(BookmarkFilter filter) => filter.Apply(filter.BookmarkId is { } id ? store.One(id) : store.Queryable);
}
