using TapeFlows.Backup.Reading;
using TapeFlows.Backup.Restore.Target;
using TapeFlows.Backup.Streaming;
using TapeFlows.Backup.Volumes;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Restore;

/// <summary>Brings files back from tape.</summary>
/// <param name="catalog">Knows where they are.</param>
/// <param name="supply">Where volumes come from.</param>
/// <param name="clock">The time.</param>
public sealed class RestoreRun(ICatalog catalog, IVolumeSupply supply, TimeProvider clock)
{
    private const int LongestBlock = 1024 * 1024;

    /// <summary>
    /// Restores. What cannot be read is reported, and the rest is restored; a file appears under its name only when it is whole and its checksum is right.
    /// </summary>
    /// <param name="request">What, and where to.</param>
    /// <param name="observer">Told at most twice a second where the run stands.</param>
    /// <param name="inLibrary">Barcodes that can be mounted, for the plan; <see langword="null"/>: all that the catalog does not call missing.</param>
    /// <param name="cancellationToken">Ends the run; what is restored by then stays.</param>
    /// <exception cref="RestoreException">There is no such set, or one that it stands on is missing; nothing was restored.</exception>
    /// <exception cref="FormatException">A pattern names nothing.</exception>
    /// <exception cref="TapeException">A drive or the changer failed; what was restored by then stays.</exception>
    /// <exception cref="IOException">The target cannot be made or opened.</exception>
    public async Task<RestoreReport> ExecuteAsync(
        RestoreRequest request,
        IProgress<ProgressReport>? observer = null,
        IReadOnlySet<string>? inLibrary = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Writers, 1, nameof(request));
        var started = clock.GetTimestamp();
        var progress = new RunProgress(observer, clock) { Phase = "planning" };
        var chain = await RestoreChain.ResolveAsync(catalog, request, cancellationToken);
        var isWhole = chain.Count == 1 && request.Paths.Count == 0;
        var plan = isWhole && !request.IsDryRun ? null : await new RestorePlanner(catalog).MakeAsync(chain, request, inLibrary, cancellationToken);
        var report = new RestoreReport { Chain = chain, Plan = plan };
        if (request.IsDryRun)
            return report with { Elapsed = clock.GetElapsedTime(started) };

        progress.TotalBytes = plan?.Bytes ?? chain[0].Bytes;
        progress.Phase = "restoring";
        var tally = new RestoreTally(progress);
        var volumes = new List<string>();
        using (var target = OpenTarget(request, tally))
            await RestoreAsync(request, chain, target, tally, progress, volumes, cancellationToken);
        progress.Report();
        return tally.Complete(report) with { Volumes = volumes, Elapsed = clock.GetElapsedTime(started) };
    }

    private async Task RestoreAsync(
        RestoreRequest request,
        IReadOnlyList<BackupSet> chain,
        RestoreTarget target,
        RestoreTally tally,
        RunProgress progress,
        List<string> volumes,
        CancellationToken cancellationToken)
    {
        var pieces = new List<IReadOnlyList<Segment>>();
        foreach (var set in chain)
            pieces.Add([.. (await catalog.ListSegmentsAsync(set.Id, cancellationToken)).Where(piece => piece.Kind == SegmentKind.Data)]);
        using var ring = new ReadRing(request.BufferBytes, pieces.SelectMany(list => list).Select(piece => piece.BlockSize).DefaultIfEmpty(LongestBlock).Max());
        using var digest = new PieceDigest(progress);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var feed = new TapeFeed(supply, ring, digest, new AccessCost(clock, ring.Bytes / 2), stop.Token)
        {
            Mounted = barcode =>
            {
                volumes.Add(barcode);
                progress.OnVolume(barcode);
            },
        };
        var selection = new RestoreSelection(request.Paths, chain[^1].Roots);
        for (var index = 0; index < chain.Count; index++)
        {
            var placing = new FilePlacing(chain[index].Id, tally, request.KeepMismatched);
            using var finder = new MemberFinder(feed, SegmentPieces.Group(pieces[index]));
            using var restore = new SetRestore(finder, target, placing, request.Writers, count => progress.OnFiles(0, count), stop.Token);
            await RestoreSetAsync(restore, new WantedRows(catalog, chain, index, selection.Copy()).ReadAsync(stop.Token), chain[index].Id, stop);
        }

        foreach (var damaged in digest.Damaged)
        {
            tally.OnWarning($"Segment {damaged.Number} of set {damaged.SetId} on volume {damaged.Barcode} is damaged: its checksum does not match. Each file restored from it was checked by itself, but attributes and names may have suffered.");
            await DamageMark.SetAsync(catalog, damaged, "a restore found its checksum wrong", cancellationToken);
        }
    }

    private async Task RestoreSetAsync(SetRestore restore, IAsyncEnumerable<WantedFile> wanted, Guid setId, CancellationTokenSource stop)
    {
        using var rows = new RowQueue<WantedFile>(stop.Token);
        var filling = rows.FillAsync(wanted);
        try
        {
            while (await TapeThread.RunAsync(() => restore.Run(rows)) is { Count: > 0 } links)
                await RestoreContentsAsync(restore, links, setId, stop);
        }
        finally
        {
            // Whether all rows were taken or something failed: nobody needs more of them.
            if (!filling.IsCompleted)
                await stop.CancelAsync();
            await filling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Restores links as files of their own, with the content of their first names.</summary>
    private async Task RestoreContentsAsync(SetRestore restore, IReadOnlyList<WantedFile> links, Guid setId, CancellationTokenSource stop)
    {
        using var rows = new RowQueue<WantedFile>(stop.Token);
        var filling = rows.FillAsync(ContentsAsync(links, setId));
        await TapeThread.RunAsync(() => restore.Run(rows));
        await filling;
    }

    private async IAsyncEnumerable<WantedFile> ContentsAsync(IReadOnlyList<WantedFile> links, Guid setId)
    {
        foreach (var link in links)
        {
            if (await catalog.FindFileAsync(setId, EntryPath.FromBytes(link.Row.LinkTarget)) is { IsDeleted: false } first)
                yield return new WantedFile(first, link.Path);
        }
    }

    private static RestoreTarget OpenTarget(RestoreRequest request, RestoreTally tally) => new(
        new RestoreTargetOptions
        {
            Directory = request.Target ?? "/",
            Overwrite = request.Overwrite,
            Owners = request.Owners,
            Links = request.Links,
        },
        (path, missing) => tally.OnWarning($"/{path}: restored, but {missing}."));
}
