using System.Runtime.CompilerServices;

namespace TapeFlows.Backup.Comparison;

/// <summary>
/// The tree as a chain of sets tells it: for each path the newest row, deletions left out. A merge of sorted streams: its memory is one row per set.
/// </summary>
internal static class ChainView
{
    /// <summary>Reads the view in path order.</summary>
    /// <param name="catalog">Has the rows.</param>
    /// <param name="chain">A full set and those on top of it, oldest first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async IAsyncEnumerable<ChainRow> ReadAsync(
        IFileCatalog catalog, IReadOnlyList<Guid> chain, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var rows = new IAsyncEnumerator<CatalogFile>?[chain.Count];
        try
        {
            var next = new PriorityQueue<int, Place>(chain.Count);
            for (var set = 0; set < chain.Count; set++)
            {
                rows[set] = catalog.ReadFilesAsync(chain[set], cancellationToken: cancellationToken).GetAsyncEnumerator(cancellationToken);
                if (await rows[set]!.MoveNextAsync())
                    next.Enqueue(set, new Place(rows[set]!.Current.Path, set));
            }

            EntryPath? last = null;
            while (next.TryPeek(out var set, out var place))
            {
                var row = rows[set]!.Current;
                if (await rows[set]!.MoveNextAsync())
                    next.DequeueEnqueue(set, new Place(rows[set]!.Current.Path, set));
                else
                    next.Dequeue();
                // Of equal paths the newest set comes first; the others are history.
                if (last is { } path && path == place.Path)
                    continue;
                last = place.Path;
                if (!row.IsDeleted)
                    yield return new ChainRow(row, set);
            }
        }
        finally
        {
            foreach (var set in rows)
            {
                if (set is not null)
                    await set.DisposeAsync();
            }
        }
    }

    private readonly record struct Place(EntryPath Path, int Set) : IComparable<Place>
    {
        public int CompareTo(Place other) => Path.CompareTo(other.Path) is var order and not 0 ? order : other.Set.CompareTo(Set);

        public static bool operator <(Place left, Place right) => left.CompareTo(right) < 0;

        public static bool operator >(Place left, Place right) => left.CompareTo(right) > 0;

        public static bool operator <=(Place left, Place right) => left.CompareTo(right) <= 0;

        public static bool operator >=(Place left, Place right) => left.CompareTo(right) >= 0;
    }
}
