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
        var started = clock.GetTimestamp();
        var chain = await RestoreChain.ResolveAsync(catalog, request, inLibrary, cancellationToken);
        // Of a single set that is wanted whole the catalog knows the size without looking at its files.
        var needsPlan = request.IsDryRun || chain.Count > 1 || request.Paths.Count > 0;
        var plan = needsPlan ? await new RestorePlanner(catalog).MakeAsync(chain, request, inLibrary, cancellationToken) : null;
        var report = request.IsDryRun
            ? new RestoreReport { Chain = chain }
            : await RunAsync(request, chain, plan?.Bytes ?? chain[0].Bytes, observer, cancellationToken);
        return report with { Plan = plan, Elapsed = clock.GetElapsedTime(started) };
    }

    /// <summary>Restores what was planned, with what the plan's request says of target and policies; nothing is planned again.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="observer">Told at most twice a second where the run stands.</param>
    /// <param name="cancellationToken">Ends the run; what is restored by then stays.</param>
    /// <exception cref="RestoreException">A set of the plan is gone meanwhile; nothing was restored.</exception>
    /// <exception cref="TapeException">A drive or the changer failed; what was restored by then stays.</exception>
    /// <exception cref="IOException">The target cannot be made or opened.</exception>
    public async Task<RestoreReport> ExecuteAsync(RestorePlan plan, IProgress<ProgressReport>? observer = null, CancellationToken cancellationToken = default)
    {
        var started = clock.GetTimestamp();
        foreach (var set in plan.Chain)
        {
            if (await catalog.FindSetAsync(set.Id, cancellationToken) is null)
                throw new RestoreException($"Set {set.Id} was removed from the catalog after the restore was planned. Plan it again. Nothing was restored.");
        }

        var report = await RunAsync(plan.Request, plan.Chain, plan.Bytes, observer, cancellationToken);
        return report with { Plan = plan, Elapsed = clock.GetElapsedTime(started) };
    }

    private async Task<RestoreReport> RunAsync(
        RestoreRequest request, IReadOnlyList<BackupSet> chain, long bytes, IProgress<ProgressReport>? observer, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Writers, 1, nameof(request));
        var progress = new RunProgress(observer, clock) { Phase = "restoring", TotalBytes = bytes };
        var tally = new RestoreTally(progress);
        var volumes = new List<string>();
        using (var target = OpenTarget(request, tally))
            await RestoreAsync(request, chain, target, tally, progress, volumes, cancellationToken);
        progress.Report();
        return tally.Complete(new RestoreReport { Chain = chain }) with { Volumes = volumes };
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
        var filling = rows.FillAsync(ContentsAsync(restore, links, setId));
        await TapeThread.RunAsync(() => restore.Run(rows));
        await filling;
    }

    private async IAsyncEnumerable<WantedFile> ContentsAsync(SetRestore restore, IReadOnlyList<WantedFile> links, Guid setId)
    {
        foreach (var link in links)
        {
            var path = EntryPath.FromBytes(link.Row.LinkTarget);
            // A first name that is a link itself would lead round and round; no backup of ours writes one.
            if (await catalog.FindFileAsync(setId, path) is { IsDeleted: false, Kind: not EntryKind.HardLink } first)
                yield return new WantedFile(first, link.Path);
            else
                restore.Lose(link, $"the file it is a further name of, '{path}', is not in the set");
        }
    }

    private static RestoreTarget OpenTarget(RestoreRequest request, RestoreTally tally) => new(
        new RestoreTargetOptions
        {
            Directory = request.Target ?? "/",
            Overwrite = request.Overwrite,
            Owners = request.Owners,
            Links = request.Links,
            DeviceNodes = request.DeviceNodes,
        },
        (path, missing) => tally.OnWarning($"/{path}: restored, but {missing}."));
}
