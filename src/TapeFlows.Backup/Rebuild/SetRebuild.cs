using TapeFlows.Backup.Manifest;
using TapeFlows.Backup.Reading;
using TapeFlows.Backup.Streaming;
using TapeFlows.Backup.Volumes;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Rebuild;

/// <summary>Brings one set back into a catalog.</summary>
internal sealed class SetRebuild(ICatalog catalog, IVolumeSupply supply, TimeProvider clock, RunProgress progress, List<string> notes)
{
    private const long BufferBytes = 32L * 1024 * 1024;

    /// <summary>Rows stored.</summary>
    public long Files { get; private set; }

    /// <summary>From its manifest, or else from its archives.</summary>
    public async Task<BackupSet> RunAsync(Guid setId, IReadOnlyList<ScannedPiece> pieces, CancellationToken cancellationToken)
    {
        // The same piece twice would be a copied cartridge; the first one will do.
        var found = pieces.DistinctBy(piece => piece.Header.Piece).OrderBy(piece => piece.Header.Piece).Select(piece => piece.ToSegment()).ToList();
        // Of a set that was interrupted in its manifest the last one counts.
        var manifest = SegmentPieces.Group(found.Where(piece => piece.Kind == SegmentKind.Manifest)).LastOrDefault();
        if (manifest is not null && manifest.Pieces[0].Section == 1 && Enumerable.Range(1, manifest.Pieces.Count - 1).All(manifest.Follows) && !manifest.IsOpenEnded)
        {
            if (await FromManifestAsync(setId, manifest, found, cancellationToken) is { } set)
                return set;
            if (await catalog.FindSetAsync(setId, cancellationToken) is not null)
                await catalog.RemoveSetAsync(setId, cancellationToken);
            Files = 0;
        }

        return await FromArchivesAsync(pieces[0].Header, found, cancellationToken);
    }

    private async Task<BackupSet?> FromManifestAsync(Guid setId, SegmentPieces manifest, IReadOnlyList<Segment> found, CancellationToken cancellationToken)
    {
        var stated = new List<Segment>();
        BackupSet? set = null;
        string? fault = null;
        await WithFeedAsync([manifest], async feed =>
        {
            await using var sink = new RowSink(rows => catalog.StageFilesAsync(setId, rows, CancellationToken.None));
            using var finder = new MemberFinder(feed, [manifest]);
            using var source = await TapeThread.RunAsync(() => ManifestSource.Open(finder, manifest));
            fault = source.Fault;
            if (fault is not null || source.Set!.Id != setId)
                return;
            await catalog.AddSetAsync(source.Set with { State = SetState.Incomplete }, cancellationToken);
            fault = await TapeThread.RunAsync(() => source.ReadRest(stated.Add, row => sink.Add(row, cancellationToken)));
            await sink.FlushAsync(cancellationToken);
            set = source.Set;
            Files = source.Files;
        }, cancellationToken);
        if (fault is not null || set is null)
        {
            notes.Add($"The manifest of set {setId} cannot be used ({fault ?? "it is that of another set"}); the set was learned from its archives.");
            return null;
        }

        var pieces = Merge(stated, found);
        foreach (var piece in pieces)
            await CommitAsync(piece, set.Pool, cancellationToken);
        var complete = set with { State = SetState.Complete, Pieces = pieces.Max(piece => piece.Piece) };
        await catalog.UpdateSetAsync(complete, cancellationToken);
        return await catalog.FindSetAsync(setId, cancellationToken) ?? complete;
    }

    /// <summary>
    /// The data pieces as the manifest has them, those at hand as their labels have them; the manifest's own as they were found, because it was
    /// written before anybody knew where it would end.
    /// </summary>
    private static List<Segment> Merge(IReadOnlyList<Segment> stated, IReadOnlyList<Segment> found)
    {
        var labels = found.ToDictionary(piece => piece.Piece);
        return
        [
            .. stated
                .Where(piece => piece.Kind == SegmentKind.Data)
                .Select(piece => labels.TryGetValue(piece.Piece, out var here) ? here with { CommittedAt = piece.CommittedAt } : piece),
            .. found.Where(piece => piece.Kind == SegmentKind.Manifest),
        ];
    }

    private async Task<BackupSet> FromArchivesAsync(
        SegmentHeader labels, IReadOnlyList<Segment> pieces, CancellationToken cancellationToken)
    {
        var setId = labels.SetId;
        notes.Add(
            $"Set {setId} has no manifest on the volumes at hand. Its files were learned from its archives; deletions and its sources are not known, and it can be restored by its id only.");
        foreach (var piece in pieces.Where(piece => piece.Ending == PieceEnding.Cut))
            notes.Add($"Piece {piece.Piece} of set {setId} on volume {piece.Barcode} ends where its run was stopped: the files that were whole by then are in the catalog.");
        var data = pieces.Where(piece => piece.Kind == SegmentKind.Data).ToList();
        var set = new BackupSet
        {
            Id = setId,
            Type = ManifestWords.ValueOf<BackupType>(labels.Set.Type) ?? BackupType.Full,
            State = SetState.Incomplete,
            BaseId = labels.Set.BaseId,
            Pool = labels.Set.Pool,
            Roots = ["/"],
            Compression = data.Count > 0 ? data[0].Compression : "none",
            StartedAt = labels.Created,
            ExpiresAt = labels.Expires,
        };
        await catalog.AddSetAsync(set, cancellationToken);
        using var recovery = new RowRecovery(setId, cancellationToken);
        await WithFeedAsync(SegmentPieces.Group(data), async feed =>
        {
            await using var sink = new RowSink(rows => catalog.StageFilesAsync(setId, rows, CancellationToken.None));
            await TapeThread.RunAsync(() =>
            {
                foreach (var segment in SegmentPieces.Group(data).SelectMany(Runs))
                {
                    foreach (var row in recovery.Read(feed, segment))
                    {
                        sink.Add(row, cancellationToken);
                        progress.OnFiles(1, row.Size);
                    }
                }
            });
            await sink.FlushAsync(cancellationToken);
        }, cancellationToken);
        notes.AddRange(recovery.Notes);
        Files = recovery.Files;
        foreach (var piece in pieces)
            await CommitAsync(piece, set.Pool, cancellationToken);
        await catalog.UpdateSetAsync(set with { Files = recovery.Files, Bytes = recovery.Bytes, Pieces = pieces.Max(piece => piece.Piece) }, cancellationToken);
        return await catalog.FindSetAsync(setId, cancellationToken) ?? set;
    }

    /// <summary>A segment as far as its sections follow one another; a section whose predecessor is missing is read alone.</summary>
    private static IEnumerable<SegmentPieces> Runs(SegmentPieces segment)
    {
        var isWhole = segment.Pieces[0].Section == 1 && Enumerable.Range(1, segment.Pieces.Count - 1).All(segment.Follows);
        return isWhole ? [segment] : segment.Pieces.Select(SegmentPieces.Alone);
    }

    private async Task CommitAsync(Segment piece, string pool, CancellationToken cancellationToken)
    {
        var volume = await catalog.FindVolumeAsync(piece.Barcode, cancellationToken);
        if (await catalog.FindPoolAsync(pool, cancellationToken) is null)
            await catalog.SavePoolAsync(new Pool { Name = pool }, cancellationToken);
        if (volume is null)
            await catalog.SaveVolumeAsync(volume = new Volume { Barcode = piece.Barcode, VolumeId = piece.VolumeId, Pool = pool, State = VolumeState.Missing, Remark = "Not seen when the catalog was rebuilt." }, cancellationToken);
        if (volume.VolumeId != piece.VolumeId)
        {
            notes.Add($"Piece {piece.Piece} of set {piece.SetId} was on a volume {piece.Barcode} that has been labelled again since: it is gone.");
            return;
        }

        await catalog.BeginSegmentAsync(piece, cancellationToken);
        await catalog.CommitSegmentAsync(piece with { CommittedAt = piece.CommittedAt ?? clock.GetUtcNow() }, volume.State, cancellationToken);
    }

    private async Task WithFeedAsync(IReadOnlyList<SegmentPieces> segments, Func<TapeFeed, Task> work, CancellationToken cancellationToken)
    {
        if (segments.Count == 0)
            return;
        using var digest = new PieceDigest(progress);
        using var ring = new ReadRing(BufferBytes, segments.SelectMany(segment => segment.Pieces).Max(piece => piece.BlockSize));
        await using var feed = new TapeFeed(supply, ring, digest, new AccessCost(clock, ring.Bytes) { IsReadThrough = true }, cancellationToken);
        await work(feed);
    }
}
