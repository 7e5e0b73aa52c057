using TapeFlows.Backup.Reading;
using TapeFlows.Backup.Streaming;
using TapeFlows.Backup.Volumes;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Rebuild;

/// <summary>
/// Makes a catalog from cartridges alone: from the manifests on them, and where a manifest is lost, from the archives themselves. The cartridges
/// may come in any order, and any may be missing.
/// </summary>
/// <param name="catalog">An empty one, or one that knows nothing of the sets on these volumes.</param>
/// <param name="supply">Where volumes come from.</param>
/// <param name="clock">The time.</param>
public sealed class CatalogRebuild(ICatalog catalog, IVolumeSupply supply, TimeProvider clock)
{
    private const string DefaultPool = "default";

    /// <summary>Rebuilds. Sets that the catalog knows already are left as they are.</summary>
    /// <param name="barcodes">The volumes to read. Those that are blank or not ours are passed over with a note.</param>
    /// <param name="observer">Told at most twice a second where the run stands.</param>
    /// <param name="cancellationToken">Ends the run; sets that are finished stay.</param>
    /// <exception cref="TapeException">A drive or the changer failed.</exception>
    public async Task<RebuildReport> RunAsync(
        IReadOnlyList<string> barcodes, IProgress<ProgressReport>? observer = null, CancellationToken cancellationToken = default)
    {
        var started = clock.GetTimestamp();
        var progress = new RunProgress(observer, clock) { Phase = "reading labels" };
        var notes = new List<string>();
        var volumes = await ReadLabelsAsync(barcodes, notes, progress, cancellationToken);
        foreach (var volume in volumes)
            await SaveAsync(volume, cancellationToken);

        progress.Phase = "reading manifests";
        var files = 0L;
        var sets = new List<BackupSet>();
        foreach (var pieces in volumes.SelectMany(volume => volume.Pieces).GroupBy(piece => piece.Header.SetId).OrderBy(set => set.Min(piece => piece.Header.Created)))
        {
            if (await catalog.FindSetAsync(pieces.Key, cancellationToken) is { } known)
            {
                sets.Add(known);
                continue;
            }

            var rebuild = new SetRebuild(catalog, supply, clock, progress, notes);
            sets.Add(await rebuild.RunAsync(pieces.Key, [.. pieces], cancellationToken));
            files += rebuild.Files;
        }

        // Committing pieces has moved the ends of volumes one by one; what the labels say is the truth.
        foreach (var volume in volumes)
            await SaveAsync(volume, cancellationToken);
        progress.Report();
        var read = volumes.Select(volume => volume.Barcode).ToHashSet(StringComparer.Ordinal);
        return new RebuildReport
        {
            Volumes = [.. volumes.Select(volume => volume.Barcode)],
            MissingVolumes = await MissingAsync(sets, read, cancellationToken),
            Sets = sets,
            Files = files,
            Notes = [.. notes.Take(RebuildReport.MaxNotes)],
            Elapsed = clock.GetElapsedTime(started),
        };
    }

    private async Task<List<FoundVolume>> ReadLabelsAsync(
        IReadOnlyList<string> barcodes, List<string> notes, RunProgress progress, CancellationToken cancellationToken)
    {
        var found = new List<FoundVolume>();
        foreach (var barcode in barcodes)
        {
            try
            {
                var (volume, label) = await VolumeReader.DiscoverAsync(supply, barcode, cancellationToken);
                if (volume is null)
                {
                    if (label is not LabelReading.Blank)
                        notes.Add($"Volume {barcode} has no label of TapeFlows and was passed over.");
                    continue;
                }

                progress.OnVolume(barcode);
                found.Add(await ReadLabelsAsync(volume, notes, cancellationToken));
            }
            catch (NoVolumeException e)
            {
                notes.Add(e.Message);
            }
        }

        return found;
    }

    private static async Task<FoundVolume> ReadLabelsAsync(VolumeReader volume, List<string> notes, CancellationToken cancellationToken)
    {
        try
        {
            var scan = new VolumeScan(volume, cancellationToken);
            var pieces = await TapeThread.RunAsync(() => scan.Read(0));
            var medium = volume.Mounted.Drive.Medium;
            foreach (var (address, reason) in scan.Faults)
                notes.Add($"Volume {volume.Barcode}, block {address}: {reason}.");
            return new FoundVolume(
                volume.Barcode,
                pieces.Count > 0 ? pieces[0].Header.Volume.VolumeId : volume.VolumeId,
                pieces.Count > 0 ? pieces[^1].Header.Set.Pool : null,
                medium?.MediumType ?? "",
                medium?.CapacityBytes ?? 0,
                pieces,
                scan.EndAddress,
                scan.IsClosed,
                [.. scan.Faults.Select(fault => $"Block {fault.BlockAddress}: {fault.Reason}.")]);
        }
        finally
        {
            await volume.ReturnAsync();
        }
    }

    private async Task SaveAsync(FoundVolume volume, CancellationToken cancellationToken)
    {
        var known = await catalog.FindVolumeAsync(volume.Barcode, cancellationToken);
        var pool = volume.Pool ?? known?.Pool ?? DefaultPool;
        if (await catalog.FindPoolAsync(pool, cancellationToken) is null)
            await catalog.SavePoolAsync(new Pool { Name = pool }, cancellationToken);
        await catalog.SaveVolumeAsync(volume.ToVolume(pool), cancellationToken);
    }

    private async Task<IReadOnlyList<string>> MissingAsync(IReadOnlyList<BackupSet> sets, HashSet<string> read, CancellationToken cancellationToken)
    {
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var set in sets)
        {
            foreach (var piece in await catalog.ListSegmentsAsync(set.Id, cancellationToken))
            {
                if (!read.Contains(piece.Barcode))
                    missing.Add(piece.Barcode);
            }
        }

        return [.. missing];
    }
}
