using Microsoft.EntityFrameworkCore;
using TapeFlows.Scheduling.Store;
using TapeFlows.Scheduling.Store.Model;

namespace TapeFlows.Scheduling.Runs;

/// <summary>The end of a run, in one transaction: log, statistics, a further attempt, the run after it, the tasks that waited for it.</summary>
internal static class RunEnd
{
    /// <summary>Ends a run that is not over.</summary>
    /// <param name="context">A write.</param>
    /// <param name="run">The run.</param>
    /// <param name="ending">How it ended.</param>
    /// <param name="now">The time.</param>
    /// <param name="consequences">Gets what follows.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether that was the last attempt.</returns>
    public static async Task<bool> ApplyAsync(TaskContext context, RunRow run, Ending ending, DateTimeOffset now, Consequences consequences, CancellationToken cancellationToken)
    {
        (run.Status, run.Message, run.Result, run.CompletedAt) = (ending.Status, ending.Message, ending.Result, now);
        (run.Keeper, run.SeenAt, run.Wish, run.Interrupted) = (null, null, RunWish.None, false);
        if (await context.Tasks.Include(row => row.DependsOn).FirstOrDefaultAsync(row => row.Id == run.TaskId, cancellationToken) is not { } task)
            return true;
        Count(task, run, now);
        await context.SaveChangesAsync(cancellationToken);
        var successor = await context.Runs.Where(x => x.TaskId == task.Id && x.Status <= RunStatus.Running).OrderBy(x => x.Number).FirstOrDefaultAsync(cancellationToken);
        if (successor is null && ending is { Status: RunStatus.Failed, MayBeRepeated: true } && Retry(context, task, run, now, consequences))
            return false;
        if (successor is { Status: RunStatus.Pending, Wait: RunWait.Predecessor })
            RunAdmission.Release(task, successor, now, consequences);
        await Dependencies.ReleaseAsync(context, task, now, consequences, cancellationToken);
        return true;
    }

    private static void Count(TaskRow task, RunRow run, DateTimeOffset now)
    {
        task.TotalRuns++;
        task.LastEndAt = now;
        task.LastOutcome = run.Status;
        if (run.Status == RunStatus.Success)
            (task.SuccessRuns, task.LastSuccessAt) = (task.SuccessRuns + 1, now);
        else if (run.Status == RunStatus.Failed)
            (task.FailureRuns, task.LastFailureAt) = (task.FailureRuns + 1, now);
        if (run.StartedAt is { } started)
            (task.TimedRuns, task.TimedMilliseconds) = (task.TimedRuns + 1, task.TimedMilliseconds + Math.Max(0, (long)(now - started).TotalMilliseconds));
    }

    private static bool Retry(TaskContext context, TaskRow task, RunRow run, DateTimeOffset now, Consequences consequences)
    {
        var waits = TaskMapping.Retries(task);
        if (run.Attempt > waits.Count)
            return false;
        var due = RunAdmission.Unplanned(now + waits[run.Attempt - 1]);
        var retry = new RunRow
        {
            ExecutionId = Guid.CreateVersion7(now),
            TaskId = task.Id,
            TaskName = task.Name,
            ExecuteIndex = ++task.LastIndex,
            PlannedAt = due,
            Trigger = RunTrigger.Retry,
            Attempt = run.Attempt + 1,
            Priority = task.Priority,
            Message = FormattableString.Invariant($"Attempt {run.Attempt + 1} of {waits.Count + 1}, after: {run.Message}"),
        };
        consequences.Delay(retry, due);
        context.Add(retry);
        return true;
    }
}

/// <summary>How a run ended.</summary>
/// <param name="Status">Success, failed or cancelled.</param>
/// <param name="Message">Why, where it is no success.</param>
/// <param name="Result">What the procedure gave, as a JSON object.</param>
internal sealed record Ending(RunStatus Status, string? Message = null, string? Result = null)
{
    /// <summary>Whether a further attempt makes sense: it failed, and nobody's decision or mistake made it fail.</summary>
    public bool MayBeRepeated { get; init; } = true;
}
