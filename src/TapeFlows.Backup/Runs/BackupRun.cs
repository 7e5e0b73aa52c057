using TapeFlows.Backup.Compression;
using TapeFlows.Backup.Sources;
using TapeFlows.Backup.Streaming;
using TapeFlows.Backup.Volumes;

namespace TapeFlows.Backup.Runs;

/// <summary>Writes one set: chooses its base, streams what changed to tape, and ends it with the manifest. Goes on with one that was interrupted.</summary>
/// <param name="catalog">Where the set is recorded.</param>
/// <param name="supply">Where volumes come from.</param>
/// <param name="clock">The time.</param>
public sealed class BackupRun(ICatalog catalog, IVolumeSupply supply, TimeProvider clock)
{
    /// <summary>Runs.</summary>
    /// <param name="request">What to back up.</param>
    /// <param name="observer">Told at most twice a second where the run stands.</param>
    /// <param name="cancellationToken">
    /// Ends the run at the next block; what was written until then is committed and the set is left as <see cref="SetState.Incomplete"/>.
    /// </param>
    /// <exception cref="ArgumentException">The request cannot work; nothing was touched.</exception>
    /// <exception cref="TapeException">A drive failed, or more volumes than allowed; or another process writes the set. The set is left incomplete, what was committed is kept.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public async Task<BackupResult> ExecuteAsync(
        BackupRequest request, IProgress<ProgressReport>? observer = null, CancellationToken cancellationToken = default)
    {
        request.Validate();
        Directory.CreateDirectory(request.SpoolFolder);
        var id = request.SetId ?? Guid.CreateVersion7(clock.GetUtcNow());
        using var claim = SetClaim.Take(request.SpoolFolder, id);
        await InterruptedSets.CloseAsync(catalog, request.SpoolFolder, clock, cancellationToken);
        var started = clock.GetTimestamp();
        var progress = new RunProgress(observer, clock);
        var begun = await InterruptedSets.FindAsync(catalog, id, request, cancellationToken);
        if (begun is { State: SetState.Complete })
            return await ResultOfAsync(begun, cancellationToken);
        var (set, chain) = begun is null
            ? await BeginSetAsync(id, request, progress, cancellationToken)
            : await ResumeSetAsync(begun, progress, cancellationToken);
        return await WriteAsync(request with { Pool = set.Pool, Compression = set.Compression }, set, chain, progress, started, cancellationToken);
    }

    private async Task<BackupResult> WriteAsync(
        BackupRequest request, BackupSet set, IReadOnlyList<BackupSet> chain, RunProgress progress, long started, CancellationToken cancellationToken)
    {
        var problems = new ProblemList();
        var data = new SourceData(catalog, request, set, chain, progress, problems);
        var writing = new SetWriting(catalog, supply, clock, request.Writing, set, progress);
        var finished = await writing.RunAsync(data, () => data.HasTold = true, cancellationToken);
        return new BackupResult
        {
            Set = finished,
            Volumes = writing.Volumes,
            Problems = problems.First,
            Warnings = problems.Warnings,
            Notes = [.. progress.Notes],
            Unchanged = data.Comparison.Unchanged,
            Renamed = data.Comparison.Renamed,
            TapeBytes = progress.TapeBytes,
            Elapsed = clock.GetElapsedTime(started),
        };
    }

    private async Task<(BackupSet Set, IReadOnlyList<BackupSet> Chain)> ResumeSetAsync(BackupSet begun, RunProgress progress, CancellationToken cancellationToken)
    {
        IReadOnlyList<BackupSet>? chain = [];
        if (begun.BaseId is { } baseId)
        {
            chain = await SetCopies.FindAsync(catalog, baseId, cancellationToken) is { } based ? await SetChain.OfAsync(catalog, based, cancellationToken) : null;
            if (chain is null)
                throw new TapeException($"Set {begun.Id} cannot be gone on with: a set that it stands on is no longer in the catalog. What was committed of it can be restored; run the backup anew.");
        }

        var set = begun with { State = SetState.Writing, FinishedAt = null, HostName = Environment.MachineName };
        await catalog.UpdateSetAsync(set, cancellationToken);
        progress.Notes.Add($"The set was begun at {begun.StartedAt:u} and interrupted; it went on behind its {begun.Pieces} committed pieces.");
        progress.TotalBytes = await ExpectedBytesAsync(set, cancellationToken);
        return (set, chain);
    }

    private async Task<BackupResult> ResultOfAsync(BackupSet complete, CancellationToken cancellationToken) => new()
    {
        Set = complete,
        Volumes = [.. (await catalog.ListSegmentsAsync(complete.Id, cancellationToken)).Select(piece => piece.Barcode).Distinct(StringComparer.Ordinal)],
        Problems = [],
        Warnings = complete.Warnings,
    };

    private async Task<(BackupSet Set, IReadOnlyList<BackupSet> Chain)> BeginSetAsync(
        Guid id, BackupRequest request, RunProgress progress, CancellationToken cancellationToken)
    {
        var roots = SourceRoots.Normalize(request.Sources.Roots).Select(root => "/" + root).ToList();
        var choice = await BaseChoice.MakeAsync(catalog, request.Type, roots, cancellationToken);
        if (choice.Note is { } note)
            progress.Notes.Add(note);
        var pool = await catalog.FindPoolAsync(request.Pool, cancellationToken);
        if (pool is null)
            await catalog.SavePoolAsync(pool = new Pool { Name = request.Pool }, cancellationToken);
        var now = clock.GetUtcNow();
        var set = new BackupSet
        {
            Id = id,
            Type = choice.Type,
            State = SetState.Writing,
            BaseId = choice.BaseId,
            Pool = request.Pool,
            Roots = roots,
            HostName = Environment.MachineName,
            Compression = request.Compression,
            StartedAt = now,
            ExpiresAt = pool.Retention is { } retention ? now + retention : null,
        };
        await catalog.AddSetAsync(set, cancellationToken);
        progress.TotalBytes = await ExpectedBytesAsync(set, cancellationToken);
        return (set, choice.Chain);
    }

    /// <summary>What the last set like this one held: the only guess at the total that costs nothing.</summary>
    private async Task<long?> ExpectedBytesAsync(BackupSet set, CancellationToken cancellationToken)
    {
        var query = new SetQuery { Roots = set.Roots, Type = set.Type, States = [SetState.Complete], Take = 1 };
        return (await catalog.ListSetsAsync(query, cancellationToken)).FirstOrDefault()?.Bytes;
    }
}
