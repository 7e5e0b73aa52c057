using TapeFlows.Backup.Compression;
using TapeFlows.Backup.Streaming;
using TapeFlows.Backup.Volumes;
using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Runs;

/// <summary>The writing of one set, from its first entry to the committed manifest; of one that was begun before, from its last committed piece.</summary>
internal sealed class SetWriting(ICatalog catalog, IVolumeSupply supply, TimeProvider clock, WriteOptions options, BackupSet set, RunProgress progress)
{
    private const int KnownRows = 4096;
    private readonly StreamShape _shape = options.ShapeOf(set);
    private ResumePoint _point = ResumePoint.Beginning;
    private CatalogFile? _last;
    private RowMaker? _rows;
    private WriteSession? _session;

    /// <summary>Barcodes of the volumes written to, in order.</summary>
    public IReadOnlyList<string> Volumes => _session?.Volumes ?? [];

    /// <summary>Barcodes of volumes that the set must not be written on.</summary>
    public IReadOnlyCollection<string> Avoided { get; init; } = [];

    /// <summary>
    /// Writes the set to its end. A media error ends only the use of a volume, on at most <see cref="WriteOptions.MostSuspectVolumes"/> of them: what ends the writing before that leaves
    /// the set incomplete.
    /// </summary>
    /// <param name="data">Its content.</param>
    /// <param name="again">Called before the writing goes on on another volume.</param>
    /// <param name="cancellationToken">Ends it at the next block.</param>
    /// <returns>The set as the catalog has it now.</returns>
    public async Task<BackupSet> RunAsync(ISetData data, Action? again = null, CancellationToken cancellationToken = default)
    {
        for (var spoilt = 0; ; spoilt++)
        {
            try
            {
                return await AttemptAsync(data, cancellationToken);
            }
            catch (TapeException e) when (e.Status == TapeStatus.MediaError && spoilt < options.MostSuspectVolumes && !cancellationToken.IsCancellationRequested)
            {
                // Never again into the same spot: the set goes on behind its last committed piece, on another volume.
                await SuspectVolume.MarkAsync(catalog, e);
                progress.Notes.Add($"{e.Message} The set went on on another volume.");
                again?.Invoke();
            }
            catch (Exception)
            {
                await LeaveIncompleteAsync(data.Warnings);
                throw;
            }
        }
    }

    private async Task<BackupSet> AttemptAsync(ISetData data, CancellationToken cancellationToken)
    {
        using var manifest = new ManifestSpool(options.SpoolFolder, set);
        await using var sink = new RowSink(rows => KeepAsync(rows, manifest));
        _point = await ResumePoint.FindAsync(catalog, supply, clock, set.Id, cancellationToken);
        _rows = await KnownRowsAsync(sink, manifest, cancellationToken);
        await using var session = _session = new WriteSession(TargetOf(sink), _point, Avoided);
        progress.Phase = "writing";
        var lastSegment = await data.WriteAsync(new SetDataTarget(_shape, session, _rows, _point.LastSegment + 1, _last), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();

        progress.Phase = "manifest";
        var closing = set with
        {
            Files = _rows.Files,
            Deleted = _rows.Deleted,
            Bytes = _rows.Bytes,
            Warnings = data.Warnings,
            Pieces = session.Pieces,
        };
        var plan = new SegmentPlan(lastSegment + 1, SegmentKind.Manifest, CompressionMethod.None);
        var planned = await session.PlanAsync(plan, cancellationToken);
        manifest.Complete(
            closing with { State = SetState.Complete, Pieces = planned.Piece },
            [.. await catalog.ListSegmentsAsync(set.Id, cancellationToken), planned]);
        await WriteManifestAsync(manifest, plan.Number, session, cancellationToken);
        var complete = closing with
        {
            State = SetState.Complete,
            FinishedAt = clock.GetUtcNow(),
            Pieces = session.Pieces,
            ManifestSha256 = manifest.Sha256,
        };
        await catalog.UpdateSetAsync(complete, CancellationToken.None);
        progress.Report();
        return complete;
    }

    /// <summary>What the run was stopped with: the committed pieces stay, the set is never a base.</summary>
    private async Task LeaveIncompleteAsync(long warnings)
    {
        var known = await catalog.FindSetAsync(set.Id, CancellationToken.None) ?? set;
        await catalog.UpdateSetAsync(
            known with
            {
                State = SetState.Incomplete,
                FinishedAt = clock.GetUtcNow(),
                Files = _rows?.Files ?? known.Files,
                Deleted = _rows?.Deleted ?? known.Deleted,
                Bytes = _rows?.Bytes ?? known.Bytes,
                Warnings = warnings,
            },
            CancellationToken.None);
    }

    /// <summary>What the set has already, into the manifest and the counters.</summary>
    private async Task<RowMaker> KnownRowsAsync(RowSink sink, ManifestSpool manifest, CancellationToken cancellationToken)
    {
        var rows = new RowMaker(sink);
        if (_point.Pieces == 0)
            return rows;
        progress.Phase = "resuming";
        var known = new List<CatalogFile>(KnownRows);
        await foreach (var row in catalog.ReadFilesAsync(set.Id, cancellationToken: cancellationToken))
        {
            rows.OnKnown(row);
            known.Add(_last = row);
            if (known.Count < KnownRows)
                continue;
            manifest.Add(known);
            known.Clear();
        }

        manifest.Add(known);
        progress.OnKnown(rows.Files, rows.Bytes);
        return rows;
    }

    private async Task WriteManifestAsync(ManifestSpool manifest, int segment, WriteSession session, CancellationToken cancellationToken)
    {
        // Whatever its length, the manifest is one segment, and never compressed: it is what a stranger reads first.
        // A few blocks of buffer do: it comes from one local file.
        var shape = _shape with { Compression = CompressionMethod.None, SegmentSize = long.MaxValue, BufferBytes = 16L * options.BlockSize };
        using var pipeline = new TapePipeline(shape, _rows!.OnCompleted);
        await pipeline.RunAsync(segment, SegmentKind.Manifest, manifest.WriteAsync, session.WriteAsync, cancellationToken);
    }

    private async Task KeepAsync(IReadOnlyList<CatalogFile> rows, ManifestSpool manifest)
    {
        await catalog.StageFilesAsync(set.Id, rows, CancellationToken.None);
        manifest.Add(rows);
    }

    private WriteTarget TargetOf(RowSink rows) => new()
    {
        Set = set,
        Catalog = catalog,
        Supply = supply,
        Rows = rows,
        Progress = progress,
        Clock = clock,
        BlockSize = options.BlockSize,
    };
}
