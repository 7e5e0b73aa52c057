using TapeFlows.Backup.Compression;
using TapeFlows.Backup.Sources;
using TapeFlows.Backup.Streaming;
using TapeFlows.Backup.Volumes;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Runs;

/// <summary>Writes one set: chooses its base, streams what changed to tape, and ends it with the manifest.</summary>
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
    /// <exception cref="TapeException">A drive or volume failed; the set is left incomplete, what was committed is kept.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public async Task<BackupResult> ExecuteAsync(
        BackupRequest request, IProgress<ProgressReport>? observer = null, CancellationToken cancellationToken = default)
    {
        request.Validate();
        Directory.CreateDirectory(request.SpoolFolder);
        await InterruptedSets.CloseAsync(catalog, request.SpoolFolder, clock, cancellationToken);
        var started = clock.GetTimestamp();
        var progress = new RunProgress(observer, clock);
        var set = await BeginSetAsync(request, progress, cancellationToken);
        using var claim = SetClaim.Take(request.SpoolFolder, set.Set.Id);
        var problems = new ProblemList();
        var writing = new SetWriting(catalog, supply, clock, request, set.Set, progress, problems);
        try
        {
            var finished = await writing.RunAsync(set.Chain, cancellationToken);
            return writing.Result(finished, clock.GetElapsedTime(started));
        }
        catch (Exception)
        {
            await writing.LeaveIncompleteAsync();
            throw;
        }
    }

    private async Task<(BackupSet Set, IReadOnlyList<BackupSet> Chain)> BeginSetAsync(
        BackupRequest request, RunProgress progress, CancellationToken cancellationToken)
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
            Id = Guid.CreateVersion7(now),
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
