using Elsa.Workflows.Runtime.Entities;

namespace Elsa.Workflows.Runtime;

/// <summary>A store of bookmarks that knows which time each waits for, so that nobody has to read all of them to find the next.</summary>
internal interface IDueBookmarkStore
{
    /// <summary>A page of the bookmarks that are due until a time, the earliest first.</summary>
    /// <param name="until">The time, inclusive.</param>
    /// <param name="after">The last bookmark of the page before; null for the first page.</param>
    /// <param name="maxCount">How many at most.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    Task<IReadOnlyList<StoredBookmark>> FindDueAsync(DateTimeOffset until, StoredBookmark? after, int maxCount, CancellationToken cancellationToken);
}
