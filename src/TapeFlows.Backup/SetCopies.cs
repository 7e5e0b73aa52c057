using TapeFlows.Backup.Volumes;

namespace TapeFlows.Backup;

/// <summary>Who holds the same content: a set and its copies. Each can be restored by itself, and be what others stand on.</summary>
internal static class SetCopies
{
    /// <summary>All that hold some content whole: what was read from the source first, then its copies, the latest first.</summary>
    /// <param name="catalog">Has the sets.</param>
    /// <param name="contentId">See <see cref="BackupSet.ContentId"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<BackupSet>> HoldersAsync(ISetCatalog catalog, Guid contentId, CancellationToken cancellationToken)
    {
        var all = await catalog.ListSetsAsync(new SetQuery { Content = contentId, Take = 1000 }, cancellationToken);
        return [.. all.Where(set => set.CopyOf is null || set.State == SetState.Complete).OrderBy(set => set.State != SetState.Complete).ThenBy(set => set.CopyOf is not null)];
    }

    /// <summary>The first of them; <see langword="null"/>: nothing holds it any more.</summary>
    public static async Task<BackupSet?> FindAsync(ISetCatalog catalog, Guid contentId, CancellationToken cancellationToken) =>
        (await HoldersAsync(catalog, contentId, cancellationToken)).FirstOrDefault();

    /// <summary>The set itself if it can be read without a person, else another that holds the same and can be; if there is none, the set itself.</summary>
    /// <param name="catalog">Has the sets.</param>
    /// <param name="set">The set.</param>
    /// <param name="inLibrary">Barcodes that can be mounted; <see langword="null"/>: all that the catalog does not call missing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<BackupSet> WithinReachAsync(ICatalog catalog, BackupSet set, IReadOnlySet<string>? inLibrary, CancellationToken cancellationToken)
    {
        if (set.State != SetState.Complete || await IsWithinReachAsync(catalog, set, inLibrary, cancellationToken))
            return set;
        foreach (var other in await HoldersAsync(catalog, set.ContentId, cancellationToken))
        {
            if (other.Id != set.Id && other.State == SetState.Complete && await IsWithinReachAsync(catalog, other, inLibrary, cancellationToken))
                return other;
        }

        return set;
    }

    private static async Task<bool> IsWithinReachAsync(ICatalog catalog, BackupSet set, IReadOnlySet<string>? inLibrary, CancellationToken cancellationToken)
    {
        foreach (var piece in await catalog.ListSegmentsAsync(set.Id, cancellationToken))
        {
            if (piece.State != SegmentState.Committed || !VolumeReach.IsThere(piece, await catalog.FindVolumeAsync(piece.Barcode, cancellationToken), inLibrary))
                return false;
        }

        return true;
    }
}
