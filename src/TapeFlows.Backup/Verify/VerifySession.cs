using System.Runtime.CompilerServices;
using TapeFlows.Backup.Reading;
using TapeFlows.Backup.Streaming;
using TapeFlows.Backup.Volumes;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Verify;

/// <summary>One verify: its counters, its findings, and the steps it is made of.</summary>
internal sealed class VerifySession : IDisposable
{
    private const long BufferBytes = 48L * 1024 * 1024;
    private readonly ICatalog _catalog;
    private readonly IVolumeSupply _supply;
    private readonly TimeProvider _clock;
    private readonly CancellationToken _cancellationToken;
    private readonly RunProgress _progress;
    private readonly PieceInspector _inspector;
    private readonly DamageList _damages = new();
    private readonly List<string> _volumes = [];
    private readonly List<string> _notes = [];
    private readonly long _started;
    private long _files;
    private long _bytes;
    private long _partial;

    public VerifySession(ICatalog catalog, IVolumeSupply supply, TimeProvider clock, IProgress<ProgressReport>? observer, CancellationToken cancellationToken)
    {
        (_catalog, _supply, _clock, _cancellationToken) = (catalog, supply, clock, cancellationToken);
        _progress = new RunProgress(observer, clock) { Phase = "verifying" };
        _inspector = new PieceInspector(_progress, _damages);
        _started = clock.GetTimestamp();
    }

    public void ExpectBytes(long bytes) => _progress.TotalBytes = bytes;

    /// <summary>Checks segments of one set against its rows.</summary>
    public Task RunAsync(IReadOnlyList<SegmentPieces> segments, Guid setId)
    {
        var here = segments.SelectMany(segment => segment.Pieces).Select(piece => piece.Piece).ToHashSet();
        return RunAsync(segments, stop => RowsAsync(setId, here, stop));
    }

    /// <summary>Checks segments that have no rows, such as a manifest's: their labels and their checksum.</summary>
    public Task RunWithoutRowsAsync(IReadOnlyList<SegmentPieces> segments) => RunAsync(segments, _ => AsyncEnumerable.Empty<CatalogFile>());

    private Task RunAsync(IReadOnlyList<SegmentPieces> segments, Func<CancellationToken, IAsyncEnumerable<CatalogFile>> rowsOf) => WithFeedAsync(segments, async (feed, stop) =>
    {
        foreach (var segment in segments.Where(segment => segment.IsBrokenOff))
            _notes.Add($"Segment {segment.Number} of set {segment.Pieces[^1].SetId} breaks off on volume {segment.Pieces[^1].Barcode}, where its run was interrupted; the set goes on with the next segment.");
        foreach (var cut in segments.Where(segment => !segment.IsBrokenOff).SelectMany(segment => segment.Pieces).Where(piece => piece.Ending == PieceEnding.Cut))
            _notes.Add($"Segment {cut.Number} of set {cut.SetId} breaks off on volume {cut.Barcode}: its run was stopped there. What was whole by then can be restored.");
        using var finder = new MemberFinder(feed, segments);
        using var check = new ArchiveCheck(feed, finder, _inspector, _damages, _progress, stop.Token);
        await WithRowsAsync(rowsOf(stop.Token), stop, rows => check.Run(segments, rows));
        _files += check.Files;
        _bytes += check.Bytes;
        _partial += check.Partial;
    });

    /// <summary>Holds the manifest of a set against the catalog.</summary>
    public Task CheckManifestAsync(IReadOnlyList<SegmentPieces> manifest, BackupSet set)
    {
        if (manifest.Count == 1)
        {
            return WithFeedAsync(manifest, async (feed, stop) =>
            {
                using var finder = new MemberFinder(feed, manifest);
                string? reason = null;
                await WithRowsAsync(_catalog.ReadFilesAsync(set.Id, cancellationToken: stop.Token), stop, rows => reason = ManifestCheck.Run(finder, manifest[0], set, rows));
                if (reason is not null)
                    _damages.Add(Damage.Of(DamageKind.Manifest, manifest[0].Pieces[0], $"the manifest: {reason}"));
            });
        }

        _damages.Add(new Damage(DamageKind.Manifest, "", "the catalog knows of no manifest segment") { SetId = set.Id });
        return Task.CompletedTask;
    }

    /// <summary>The pieces on a volume: those that the catalog knows, and those that only labels tell of.</summary>
    public async Task<IReadOnlyList<Segment>> ScanAsync(string barcode)
    {
        var known = await _catalog.ListSegmentsOnVolumeAsync(barcode, _cancellationToken);
        var (volume, label) = await VolumeReader.DiscoverAsync(_supply, barcode, _cancellationToken);
        if (volume is null)
        {
            _damages.Add(new Damage(DamageKind.Volume, barcode, label is LabelReading.Foreign foreign ? foreign.Reason : "there is no volume label on it"));
            return [];
        }

        try
        {
            return await TapeThread.RunAsync(() => Merge(volume, [.. known.Where(piece => piece.State != SegmentState.Writing)]));
        }
        finally
        {
            await volume.ReturnAsync();
        }
    }

    /// <summary>Marks what is damaged, and sums up.</summary>
    public async Task<VerifyReport> CompleteAsync(IReadOnlyList<Segment> pieces)
    {
        foreach (var piece in pieces.Where(piece => piece.State == SegmentState.Committed && piece.Piece > 0 && _damages.Has(piece)))
            await DamageMark.SetAsync(_catalog, piece, "a verify found it damaged", _cancellationToken);
        foreach (var sound in pieces.Where(piece => piece is { Piece: > 0, State: not SegmentState.Writing } && _inspector.IsInspected(piece) && !_damages.Has(piece)).GroupBy(piece => piece.SetId))
            await _catalog.MarkVerifiedAsync(sound.Key, [.. sound.Select(piece => piece.Piece)], _cancellationToken);
        _progress.Report();
        return new VerifyReport
        {
            Volumes = [.. _volumes.Distinct(StringComparer.Ordinal)],
            Pieces = _inspector.Count,
            Files = _files,
            Bytes = _bytes,
            Partial = _partial,
            TapeBytes = _progress.TapeBytes,
            DamageCount = _damages.Count,
            Damages = _damages.First,
            Notes = _notes,
            Elapsed = _clock.GetElapsedTime(_started),
        };
    }

    private IReadOnlyList<Segment> Merge(VolumeReader volume, IReadOnlyList<Segment> known)
    {
        var end = known.Count == 0 ? 0 : known.Max(piece => piece.EndAddress);
        var scan = new VolumeScan(volume, _cancellationToken);
        // Pieces that the catalog knows are checked label by label when they are read; only what is behind them has to be looked for.
        var unknown = scan.Read(end);
        foreach (var (address, reason) in scan.Faults)
            _damages.Add(new Damage(DamageKind.Labels, volume.Barcode, reason) { BlockAddress = address });
        if (scan.RestAddress is { } rest)
            _notes.Add($"Volume {volume.Barcode} ends in an unfinished piece at block {rest}; it was never committed, and the next backup writes over it.");
        if (unknown.Count > 0 && known.Count > 0)
            _notes.Add($"Volume {volume.Barcode} has {unknown.Count} pieces that the catalog does not know. Run 'tapeflows rebuild-catalog' to learn what they hold.");
        // Negative numbers: no row and no mark can be meant for them.
        return [.. known, .. unknown.Select((piece, index) => piece.ToSegment() with { Piece = -1 - index })];
    }

    private async IAsyncEnumerable<CatalogFile> RowsAsync(Guid setId, HashSet<int> pieces, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await _catalog.FindSetAsync(setId, cancellationToken) is null)
            yield break;
        await foreach (var row in _catalog.ReadFilesAsync(setId, cancellationToken: cancellationToken))
        {
            if (pieces.Contains(row.Position.Piece))
                yield return row;
        }
    }

    private async Task WithFeedAsync(IReadOnlyList<SegmentPieces> segments, Func<TapeFeed, CancellationTokenSource, Task> work)
    {
        if (segments.Count == 0)
            return;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken);
        using var ring = new ReadRing(BufferBytes, segments.SelectMany(segment => segment.Pieces).Max(piece => piece.BlockSize));
        await using var feed = new TapeFeed(_supply, ring, _inspector, new AccessCost(_clock, ring.Bytes) { IsReadThrough = true }, stop.Token)
        {
            Mounted = barcode =>
            {
                _volumes.Add(barcode);
                _progress.OnVolume(barcode);
            },
        };
        await work(feed, stop);
    }

    private static async Task WithRowsAsync(IAsyncEnumerable<CatalogFile> source, CancellationTokenSource stop, Action<RowQueue<CatalogFile>> work)
    {
        using var rows = new RowQueue<CatalogFile>(stop.Token);
        var filling = rows.FillAsync(source);
        try
        {
            await TapeThread.RunAsync(() => work(rows));
        }
        finally
        {
            if (!filling.IsCompleted)
                await stop.CancelAsync();
            await filling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => _inspector.Dispose();
}
