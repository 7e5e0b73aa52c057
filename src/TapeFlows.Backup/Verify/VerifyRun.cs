using TapeFlows.Backup.Reading;
using TapeFlows.Backup.Streaming;
using TapeFlows.Backup.Volumes;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Verify;

/// <summary>
/// Reads what was written, end to end, and recomputes every checksum: of each piece over its blocks, of each file, of the manifest. What is
/// damaged is marked so in the catalog.
/// </summary>
/// <param name="catalog">Says what should be there, and learns what is damaged.</param>
/// <param name="supply">Where volumes come from.</param>
/// <param name="clock">The time.</param>
public sealed class VerifyRun(ICatalog catalog, IVolumeSupply supply, TimeProvider clock)
{
    /// <summary>Verifies a set over all its volumes.</summary>
    /// <param name="setId">The set.</param>
    /// <param name="observer">Told at most twice a second where the run stands.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="ArgumentException">There is no such set.</exception>
    /// <exception cref="TapeException">A drive or the changer failed.</exception>
    public async Task<VerifyReport> VerifySetAsync(Guid setId, IProgress<ProgressReport>? observer = null, CancellationToken cancellationToken = default)
    {
        var set = await catalog.FindSetAsync(setId, cancellationToken)
            ?? throw new ArgumentException($"Set {setId} is not in the catalog. List the sets with 'tapeflows sets'.", nameof(setId));
        using var check = new VerifySession(catalog, supply, clock, observer, cancellationToken);
        var pieces = await catalog.ListSegmentsAsync(setId, cancellationToken);
        check.ExpectBytes(set.Bytes);
        await check.RunAsync(SegmentPieces.Group(pieces), setId);
        // Of a set that was interrupted in its manifest the last one counts.
        var manifest = SegmentPieces.Group(pieces.Where(piece => piece.Kind == SegmentKind.Manifest)).TakeLast(1).ToList();
        if (set.State == SetState.Complete)
            await check.CheckManifestAsync(manifest, set);
        return await check.CompleteAsync(pieces);
    }

    /// <summary>
    /// Verifies only the end of a set: the labels and the checksum of its manifest's segment. Quick, so that every backup can end with it; of the data
    /// before it, it says only that the volume can be found and read.
    /// </summary>
    /// <param name="setId">The set.</param>
    /// <param name="observer">Told at most twice a second where the run stands.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="ArgumentException">There is no such set.</exception>
    /// <exception cref="TapeException">A drive or the changer failed.</exception>
    public async Task<VerifyReport> VerifyManifestAsync(Guid setId, IProgress<ProgressReport>? observer = null, CancellationToken cancellationToken = default)
    {
        if (await catalog.FindSetAsync(setId, cancellationToken) is null)
            throw new ArgumentException($"Set {setId} is not in the catalog. List the sets with 'tapeflows sets'.", nameof(setId));
        using var check = new VerifySession(catalog, supply, clock, observer, cancellationToken);
        IReadOnlyList<Segment> pieces = [.. (await catalog.ListSegmentsAsync(setId, cancellationToken)).Where(piece => piece.Kind == SegmentKind.Manifest)];
        check.ExpectBytes(pieces.Sum(piece => piece.Bytes));
        await check.RunWithoutRowsAsync(SegmentPieces.Group(pieces));
        return await check.CompleteAsync(pieces);
    }

    /// <summary>Verifies all that is on a volume, whether the catalog knows of it or not.</summary>
    /// <param name="barcode">The volume.</param>
    /// <param name="observer">Told at most twice a second where the run stands.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="NoVolumeException">It is not in the library.</exception>
    /// <exception cref="TapeException">A drive or the changer failed.</exception>
    public async Task<VerifyReport> VerifyVolumeAsync(string barcode, IProgress<ProgressReport>? observer = null, CancellationToken cancellationToken = default)
    {
        using var check = new VerifySession(catalog, supply, clock, observer, cancellationToken);
        var pieces = await check.ScanAsync(barcode);
        check.ExpectBytes(pieces.Sum(piece => piece.Bytes));
        foreach (var set in pieces.GroupBy(piece => piece.SetId))
            await check.RunAsync([.. set.Select(SegmentPieces.Alone)], set.Key);
        return await check.CompleteAsync(pieces);
    }
}
