using Microsoft.EntityFrameworkCore;
using TapeFlows.Scheduling.Store.Model;
using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Scheduling.Runs;

/// <summary>The door to the log: a planned time of a task gets its one row, and the rules about overlap and dependencies say what that row waits for.</summary>
internal static class RunAdmission
{
    /// <summary>Adds the row of a planned time, or finds it: however often it is asked, there is one.</summary>
    /// <param name="context">A write.</param>
    /// <param name="task">The task, with what it depends on.</param>
    /// <param name="wanted">The planned time and what caused it.</param>
    /// <param name="now">The time.</param>
    /// <param name="consequences">Gets what follows.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<RunRow> AdmitAsync(TaskContext context, TaskRow task, Admission wanted, DateTimeOffset now, Consequences consequences, CancellationToken cancellationToken)
    {
        if (await context.Runs.FirstOrDefaultAsync(run => run.TaskId == task.Id && run.PlannedAt == wanted.PlannedAt, cancellationToken) is { } existing)
            return existing;
        var before = await context.Runs.Where(run => run.TaskId == task.Id && run.Status <= RunStatus.Running).OrderBy(run => run.Number).ToListAsync(cancellationToken);
        before.RemoveAll(run => IsOvertaken(run, now));
        var row = new RunRow
        {
            ExecutionId = Guid.CreateVersion7(now),
            TaskId = task.Id,
            TaskName = task.Name,
            ExecuteIndex = ++task.LastIndex,
            PlannedAt = wanted.PlannedAt,
            Trigger = wanted.Trigger,
            Priority = task.Priority,
            Message = wanted.Remark,
        };
        context.Add(row);
        if (before.Count > 0)
            GiveWay(row, before, wanted.Overlap ?? task.Overlap, now);
        else if (wanted.Trigger is not RunTrigger.Manual && await Dependencies.MissingAsync(context, task, cancellationToken) is { } missing)
            (row.Wait, row.Message) = (RunWait.Dependency, $"It waits for '{missing}'.");
        else
            Release(task, row, now, consequences);
        // Its number is its place in the queue, and the next admission of the same transaction has to see it.
        await context.SaveChangesAsync(cancellationToken);
        return row;
    }

    /// <summary>A time, in milliseconds, that no schedule plans: those are whole seconds. So nothing that comes in between takes the place of a planned time.</summary>
    public static DateTimeOffset Unplanned(DateTimeOffset time)
    {
        var milliseconds = time.ToUnixTimeMilliseconds();
        return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds % 1000 == 0 ? milliseconds + 1 : milliseconds);
    }

    /// <summary>Nothing stands before a run any more but its turn.</summary>
    public static void Release(TaskRow task, RunRow row, DateTimeOffset now, Consequences consequences)
    {
        task.ReleasedAt = now;
        row.Message = row.Wait == RunWait.Dependency ? null : row.Message;
        consequences.Queue(row);
    }

    // A further attempt at what is planned anew anyway.
    private static bool IsOvertaken(RunRow run, DateTimeOffset now)
    {
        if (run is not { Status: RunStatus.Pending, Trigger: RunTrigger.Retry, Wait: RunWait.Time, Interrupted: false })
            return false;
        Cancel(run, "The next run came before this attempt was due.", now);
        return true;
    }

    private static void GiveWay(RunRow row, List<RunRow> before, OverlapRule rule, DateTimeOffset now)
    {
        row.Wait = RunWait.Predecessor;
        var last = before[^1];
        if (rule == OverlapRule.Skip)
        {
            Skip(row, $"The run planned for {last.PlannedAt:u} was not over.", now);
        }
        else if (rule == OverlapRule.Queue)
        {
            if (before.Count(run => run.Status == RunStatus.Pending) >= ScheduledTask.MaxQueued)
                Skip(row, $"{ScheduledTask.MaxQueued} runs of this task wait already.", now);
        }
        else
        {
            foreach (var run in before)
                MakeWay(run, now);
        }
    }

    private static void MakeWay(RunRow run, DateTimeOffset now)
    {
        if (run.Status == RunStatus.Pending && !run.Interrupted && run.Keeper is null)
            Cancel(run, "The next run took its place.", now);
        else if (run.Wish != RunWish.Stop)
            run.Wish = RunWish.MakeWay;
    }

    private static void Skip(RunRow run, string reason, DateTimeOffset now) => (run.Status, run.CompletedAt, run.Message) = (RunStatus.Skipped, now, reason);

    private static void Cancel(RunRow run, string reason, DateTimeOffset now) => (run.Status, run.CompletedAt, run.Message) = (RunStatus.Cancelled, now, reason);
}

/// <summary>A planned time that wants a run.</summary>
/// <param name="PlannedAt">The planned time.</param>
/// <param name="Trigger">What caused it.</param>
/// <param name="Overlap">Another rule than that of the task; <see langword="null"/>: that of the task.</param>
/// <param name="Remark">What the log says of it until it starts.</param>
internal sealed record Admission(DateTimeOffset PlannedAt, RunTrigger Trigger, OverlapRule? Overlap = null, string? Remark = null);
