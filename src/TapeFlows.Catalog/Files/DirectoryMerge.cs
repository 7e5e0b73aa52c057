using System.Data.Common;
using TapeFlows.Backup;

namespace TapeFlows.Catalog.Files;

/// <summary>A directory as it was after the last set of a chain: the sets' entries merged by name, the newest of each name taken.</summary>
/// <param name="snapshot">Where the cursors read.</param>
/// <param name="cursors">One for each set, oldest first.</param>
internal sealed class DirectoryMerge(DbTransaction snapshot, List<DirectoryCursor> cursors)
{
    /// <summary>The next entries, deletions left out.</summary>
    public async Task<List<CatalogFile>> TakeAsync(int take, CancellationToken cancellationToken)
    {
        foreach (var cursor in cursors)
            await cursor.MoveAsync(snapshot, cancellationToken);
        var entries = new List<CatalogFile>();
        while (entries.Count < take && Lowest() is { } name)
        {
            var newest = await TakeNewestAsync(name, cancellationToken);
            if (!newest.IsDeleted)
                entries.Add(newest);
        }

        return entries;
    }

    private byte[]? Lowest()
    {
        byte[]? lowest = null;
        foreach (var cursor in cursors)
        {
            if (cursor.Current?.Path.Name is { } name && (lowest is null || name.AsSpan().SequenceCompareTo(lowest) < 0))
                lowest = name;
        }

        return lowest;
    }

    private async Task<CatalogFile> TakeNewestAsync(byte[] name, CancellationToken cancellationToken)
    {
        CatalogFile? newest = null;
        foreach (var cursor in cursors)
        {
            if (cursor.Current is { } entry && entry.Path.Name.AsSpan().SequenceEqual(name))
            {
                newest = entry;
                await cursor.MoveAsync(snapshot, cancellationToken);
            }
        }

        return newest!;
    }
}
