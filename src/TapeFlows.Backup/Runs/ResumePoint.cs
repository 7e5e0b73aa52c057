using TapeFlows.Backup.Volumes;

namespace TapeFlows.Backup.Runs;

/// <summary>How far a set is: what earlier runs have committed of it, and so where the next one goes on.</summary>
/// <remarks>
/// Rows become visible in path order, so what is committed is everything up to some path. A file that the last piece holds only a part of has no row
/// and is begun again, in a segment of its own.
/// </remarks>
/// <param name="Pieces">Pieces committed.</param>
/// <param name="LastSegment">The number of the last segment that has one.</param>
/// <param name="Volumes">The volumes that they are on, in order.</param>
internal sealed record ResumePoint(int Pieces, int LastSegment, IReadOnlyList<string> Volumes)
{
    /// <summary>Nothing is committed.</summary>
    public static ResumePoint Beginning { get; } = new(0, 0, []);

    /// <summary>Finds it, after settling by the tape what a writer that died may have committed.</summary>
    /// <exception cref="NoVolumeException">The volume that decides is not in the library.</exception>
    /// <exception cref="TapeException">A drive failed.</exception>
    public static async Task<ResumePoint> FindAsync(ICatalog catalog, IVolumeSupply supply, TimeProvider clock, Guid setId, CancellationToken cancellationToken)
    {
        var pieces = await catalog.ListSegmentsAsync(setId, cancellationToken);
        if (pieces.FirstOrDefault(piece => piece.State == SegmentState.Writing) is { } open)
        {
            await SettleAsync(catalog, supply, clock, open.Barcode, cancellationToken);
            pieces = await catalog.ListSegmentsAsync(setId, cancellationToken);
        }

        // Rows that were staged for a piece that does not exist must not meet those of the one that will.
        await catalog.DiscardSegmentAsync(setId, pieces.Count == 0 ? 0 : pieces[^1].Piece + 1, cancellationToken);
        if (pieces.Count == 0)
            return Beginning;
        var last = pieces[^1];
        return new ResumePoint(last.Piece, last.Number, [.. pieces.Select(piece => piece.Barcode).Distinct(StringComparer.Ordinal)]);
    }

    private static async Task SettleAsync(ICatalog catalog, IVolumeSupply supply, TimeProvider clock, string barcode, CancellationToken cancellationToken)
    {
        var mounted = await supply.ForReadingAsync(barcode, cancellationToken);
        try
        {
            if (await catalog.FindVolumeAsync(barcode, cancellationToken) is { } volume)
                await UnsettledPieces.SettleAsync(mounted, volume, catalog, clock, cancellationToken);
        }
        finally
        {
            await supply.ReturnAsync(mounted, CancellationToken.None);
        }
    }
}
