using Elsa.Common.Models;
using Elsa.Common.Services;
using Elsa.Extensions;
using Elsa.Scheduling.Services;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;

namespace Elsa.Workflows.Runtime.Stores;

/// <summary>Keeps the index of bookmarks in memory.</summary>
internal sealed class MemoryBookmarkStore(MemoryStore<StoredBookmark> store) : IBookmarkStore, IDueBookmarkStore
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

    public Task<IReadOnlyList<StoredBookmark>> FindDueAsync(DateTimeOffset until, StoredBookmark? after, int maxCount, CancellationToken cancellationToken)
    {
        // Looking is cheap here, so all are looked at, and sorted by when and which.
        var start = after is null ? default : (DueOf(after) ?? default, after.Id);
        var due = store.Queryable.AsEnumerable()
            .Select(x => (Due: DueOf(x), Bookmark: x))
            .Where(x => x.Due <= until && (after is null || Compare((x.Due.Value, x.Bookmark.Id), start) > 0))
            .OrderBy(x => x.Due).ThenBy(x => x.Bookmark.Id, StringComparer.Ordinal)
            .Select(x => x.Bookmark).Take(maxCount).ToList();
        return Task.FromResult<IReadOnlyList<StoredBookmark>>(due);
    }

    private static DateTimeOffset? DueOf(StoredBookmark bookmark) => DueTimes.Find(bookmark.Name, bookmark.Payload);

    private static int Compare((DateTimeOffset Due, string Id) x, (DateTimeOffset Due, string Id) y) => x.Due != y.Due ? x.Due.CompareTo(y.Due) : string.CompareOrdinal(x.Id, y.Id);

    private IQueryable<StoredBookmark> Query(BookmarkFilter filter) => filter.Apply(filter.BookmarkId is { } id ? store.One(id) : store.Queryable);
}
