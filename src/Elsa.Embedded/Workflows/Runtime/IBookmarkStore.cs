using Elsa.Common.Models;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;

namespace Elsa.Workflows.Runtime;

/// <summary>The index of bookmarks. Bursts change it together with their instance; here it is mostly read.</summary>
public interface IBookmarkStore
{
    /// <summary>Stores a bookmark.</summary>
    ValueTask SaveAsync(StoredBookmark record, CancellationToken cancellationToken = default);

    /// <summary>Stores bookmarks.</summary>
    ValueTask SaveManyAsync(IEnumerable<StoredBookmark> records, CancellationToken cancellationToken);

    /// <summary>The first bookmark that matches.</summary>
    ValueTask<StoredBookmark?> FindAsync(BookmarkFilter filter, CancellationToken cancellationToken = default);

    /// <summary>The bookmarks that match.</summary>
    ValueTask<IEnumerable<StoredBookmark>> FindManyAsync(BookmarkFilter filter, CancellationToken cancellationToken = default);

    /// <summary>A page of the bookmarks that match.</summary>
    ValueTask<Page<StoredBookmark>> FindManyAsync(BookmarkFilter filter, PageArgs pageArgs, CancellationToken cancellationToken = default);

    /// <summary>Deletes the bookmarks that match, and says how many.</summary>
    ValueTask<long> DeleteAsync(BookmarkFilter filter, CancellationToken cancellationToken = default);
}
