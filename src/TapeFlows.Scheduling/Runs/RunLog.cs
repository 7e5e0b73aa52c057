using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using TapeFlows.Scheduling.Store;
using TapeFlows.Scheduling.Store.Model;
using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Scheduling.Runs;

/// <summary>The log of runs, as it is read, streamed and purged.</summary>
internal sealed class RunLog(TaskDatabase database, TaskSettings settings, TimeProvider time)
{
    private const int Batch = 1000;

    /// <summary>A page of the log, the latest first.</summary>
    public Task<PageOf<Run>> ListAsync(RunQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context =>
            {
                var rows = Matching(context, query);
                var total = query.IsCounted ? await rows.LongCountAsync(cancellationToken) : 0;
                var page = await rows.OrderByDescending(run => run.Number).Skip(query.Offset).Take(query.Limit).ToListAsync(cancellationToken);
                return new PageOf<Run>(page.ConvertAll(TaskMapping.Run), total);
            },
            cancellationToken);

    /// <summary>A run; <see langword="null"/>: there is none of that id.</summary>
    public Task<Run?> FindAsync(Guid executionId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context => await context.Runs.FirstOrDefaultAsync(run => run.ExecutionId == executionId, cancellationToken) is { } row ? TaskMapping.Run(row) : null,
            cancellationToken);

    /// <summary>What is not over: runs first, then the queue in the order in which it will be worked off, then what waits for something else.</summary>
    public Task<IReadOnlyList<Run>> UnfinishedAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Run>>(
            async context =>
            {
                var rows = await context.Runs.Where(run => run.Status <= RunStatus.Running).ToListAsync(cancellationToken);
                return [.. rows.OrderByDescending(run => run.Status).ThenBy(run => run.Wait).ThenByDescending(run => run.Priority).ThenBy(run => run.Number).Select(TaskMapping.Run)];
            },
            cancellationToken);

    /// <summary>The whole log in its order, read in pieces: memory does not grow with it.</summary>
    public async IAsyncEnumerable<Run> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = 0L; ;)
        {
            var from = after;
            var rows = await database.ReadAsync(context => context.Runs.Where(run => run.Number > from).OrderBy(run => run.Number).Take(Batch).ToListAsync(cancellationToken), cancellationToken);
            foreach (var row in rows)
                yield return TaskMapping.Run(row);
            if (rows.Count < Batch)
                yield break;
            after = rows[^1].Number;
        }
    }

    /// <summary>Deletes what is older than it is kept, in pieces that hold nobody up, and the one-off tasks without a log.</summary>
    /// <returns>How many lines were deleted.</returns>
    public async Task<long> PurgeAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (before, failedBefore) = (now - settings.KeepLog, now - settings.KeepFailures);
        var deleted = 0L;
        for (var last = Batch; last == Batch; deleted += last)
        {
            last = await database.WriteAsync(
                async context =>
                {
                    var old = await context.Runs.Where(run => run.CompletedAt < before && (run.Status != RunStatus.Failed || run.CompletedAt < failedBefore))
                        .OrderBy(run => run.CompletedAt).Take(Batch).Select(run => run.Number).ToListAsync(cancellationToken);
                    return await context.Runs.Where(run => old.Contains(run.Number)).ExecuteDeleteAsync(cancellationToken);
                },
                cancellationToken);
        }

        await database.WriteAsync(
            context => context.Tasks.Where(task => task.OneOff && task.TotalRuns > 0 && !context.Runs.Any(run => run.TaskId == task.Id)).ExecuteDeleteAsync(cancellationToken),
            cancellationToken);
        return deleted;
    }

    private static IQueryable<RunRow> Matching(TaskContext context, RunQuery query)
    {
        IQueryable<RunRow> rows = context.Runs;
        if (query.TaskId is { } id)
            rows = rows.Where(run => run.TaskId == id);
        if (query.ActionType is { } type)
            rows = rows.Where(run => context.Tasks.Any(task => task.Id == run.TaskId && task.ActionType == type));
        if (query.Status is { } status)
            rows = OfStatus(rows, status);
        return rows;
    }

    // As it is shown: what its host let go of waits.
    private static IQueryable<RunRow> OfStatus(IQueryable<RunRow> rows, RunStatus status) => status switch
    {
        RunStatus.Running => rows.Where(run => run.Status == status && !run.Interrupted),
        RunStatus.Pending => rows.Where(run => run.Status == status || (run.Status == RunStatus.Running && run.Interrupted)),
        _ => rows.Where(run => run.Status == status),
    };
}
