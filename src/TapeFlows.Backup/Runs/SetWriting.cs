using System.Runtime.CompilerServices;
using TapeFlows.Backup.Comparison;
using TapeFlows.Backup.Compression;
using TapeFlows.Backup.Sources;
using TapeFlows.Backup.Streaming;
using TapeFlows.Backup.Volumes;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Runs;

/// <summary>The writing of one set, from the walk to the committed manifest; of one that was begun before, from its last committed piece.</summary>
internal sealed class SetWriting(
    ICatalog catalog, IVolumeSupply supply, TimeProvider clock, BackupRequest request, BackupSet set, RunProgress progress, ProblemList problems)
{
    private const int KnownRows = 4096;
    private readonly StreamShape _shape = new(
        request.BlockSize, request.SegmentSize, request.BufferBytes, CompressionMethods.Parse(request.Compression));

    private ResumePoint _point = ResumePoint.Beginning;
    private CatalogFile? _last;
    private RowMaker? _rows;
    private WriteSession? _session;
    private ChangeCounts _comparison = new();

    /// <summary>Whether an earlier attempt of this process has told the problems of what the set has already.</summary>
    public bool HasTold { get; init; }

    public async Task<BackupSet> RunAsync(IReadOnlyList<BackupSet> chain, CancellationToken cancellationToken)
    {
        using var manifest = new ManifestSpool(request.SpoolFolder, set);
        await using var sink = new RowSink(rows => KeepAsync(rows, manifest));
        _point = await ResumePoint.FindAsync(catalog, supply, clock, set.Id, cancellationToken);
        _rows = await KnownRowsAsync(sink, manifest, cancellationToken);
        await using var session = _session = new WriteSession(TargetOf(sink), _point);
        progress.Phase = "writing";
        var lastSegment = await WriteDataAsync(chain, session, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();

        progress.Phase = "manifest";
        var closing = set with
        {
            Files = _rows.Files,
            Deleted = _rows.Deleted,
            Bytes = _rows.Bytes,
            Warnings = problems.Warnings,
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
    public async Task LeaveIncompleteAsync()
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
                Warnings = problems.Warnings,
            },
            CancellationToken.None);
    }

    public BackupResult Result(BackupSet finished, TimeSpan elapsed) => new()
    {
        Set = finished,
        Volumes = _session!.Volumes,
        Problems = problems.First,
        Warnings = problems.Warnings,
        Notes = [.. progress.Notes],
        Unchanged = _comparison.Unchanged,
        Renamed = _comparison.Renamed,
        TapeBytes = progress.TapeBytes,
        Elapsed = elapsed,
    };

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
        problems.ForgetBehind(_last?.Path);
        return rows;
    }

    private async Task<int> WriteDataAsync(IReadOnlyList<BackupSet> chain, WriteSession session, CancellationToken cancellationToken)
    {
        using var walk = new SourceWalk(request.Sources);
        using var pipeline = new TapePipeline(_shape, _rows!.OnCompleted);
        var archive = new ArchiveStream(set.Id, _last?.Ordinal ?? 0, request, progress, problems);
        return await pipeline.RunAsync(
            _point.LastSegment + 1,
            SegmentKind.Data,
            (assembler, token) => archive.RunAsync(RestOf(ChangesAsync(walk, chain, token), archive), assembler, token),
            session.WriteAsync,
            cancellationToken);
    }

    private IAsyncEnumerable<SourceChange> RestOf(IAsyncEnumerable<SourceChange> changes, ArchiveStream archive) =>
        _last is null ? changes : new ResumedChanges(catalog, set.Id, _last.Path) { TellsAgain = !HasTold, NotArchived = archive.OnNotArchived }.RestOfAsync(changes);

    private async Task WriteManifestAsync(ManifestSpool manifest, int segment, WriteSession session, CancellationToken cancellationToken)
    {
        // Whatever its length, the manifest is one segment, and never compressed: it is what a stranger reads first.
        // A few blocks of buffer do: it comes from one local file.
        var shape = _shape with { Compression = CompressionMethod.None, SegmentSize = long.MaxValue, BufferBytes = 16L * request.BlockSize };
        using var pipeline = new TapePipeline(shape, _rows!.OnCompleted);
        await pipeline.RunAsync(segment, SegmentKind.Manifest, manifest.WriteAsync, session.WriteAsync, cancellationToken);
    }

    private async IAsyncEnumerable<SourceChange> ChangesAsync(
        SourceWalk walk, IReadOnlyList<BackupSet> chain, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (chain.Count == 0)
        {
            foreach (var item in walk.Enumerate(cancellationToken))
                yield return new SourceChange(item.IsEntry ? ChangeKind.New : ChangeKind.Problem, item);
            yield break;
        }

        var merge = new ChangeMerge(request.Comparison with { SuspectFrom = UnixTime.From(chain[^1].StartedAt) });
        var known = ChainView.ReadAsync(catalog, [.. chain.Select(link => link.Id)], cancellationToken);
        await foreach (var change in merge.RunAsync(walk.Enumerate(cancellationToken), known, cancellationToken))
            yield return change;
        _comparison = merge.Counts;
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
        BlockSize = request.BlockSize,
    };
}
