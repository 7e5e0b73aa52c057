using Microsoft.EntityFrameworkCore;
using TapeFlows.Scheduling.Store;
using TapeFlows.Scheduling.Store.Model;
using TapeFlows.Scheduling.Tasks;
using TapeFlows.Scheduling.Telemetry;

namespace TapeFlows.Scheduling.Runs;

/// <summary>Every step of a run from the queue to its end, each one transaction that excludes all others, on any node.</summary>
internal sealed class RunLedger(TaskDatabase database, TaskSettings settings, TimeProvider time)
{
    /// <summary>Takes the run that a firing kept before its node died; else one that lost its keeper; else the first of the queue.</summary>
    /// <param name="firing">The firing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What it found.</returns>
    public Task<Taking> TakeAsync(RunFiring firing, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async context =>
            {
                var run = await FindRecoveredAsync(context, firing, cancellationToken)
                    ?? await context.Runs.Where(x => x.Status == RunStatus.Running && x.Keeper == null && x.Wait != RunWait.Engine).OrderBy(x => x.Number).FirstOrDefaultAsync(cancellationToken)
                    ?? await context.Runs.Where(x => x.Status == RunStatus.Pending && x.Wait == RunWait.Turn && x.Keeper == null)
                        .OrderByDescending(x => x.Priority).ThenBy(x => x.Number).FirstOrDefaultAsync(cancellationToken);
                if (run is null)
                    return default;
                // Quartz counts the places too, but firings of several nodes that are acquired in the same moment may exceed its count.
                if (run.Keeper is null && await context.Runs.CountAsync(x => x.Status <= RunStatus.Running && x.Keeper != null, cancellationToken) >= settings.MaxRuns)
                    return new Taking(IsFull: true);
                (run.Keeper, run.SeenAt) = (firing.Keeper, time.GetUtcNow());
                var task = await context.Tasks.Include(row => row.DependsOn).FirstOrDefaultAsync(row => row.Id == run.TaskId, cancellationToken);
                return new Taking(new KeptRun(firing.Keeper, TaskMapping.Run(run), task is null ? null : TaskMapping.Task(task, isRunning: true), run.Alerted) { IsPaused = run is { Status: RunStatus.Pending, Interrupted: true } });
            },
            cancellationToken);

    /// <summary>The run starts, or goes on.</summary>
    /// <returns>Whether the firing still keeps it.</returns>
    public Task<bool> BeginAsync(KeptRun kept, Start start, CancellationToken cancellationToken) =>
        ChangeAsync(
            kept,
            async (context, run) =>
            {
                var now = time.GetUtcNow();
                run.Status = RunStatus.Running;
                run.StartedAt ??= now;
                run.Interrupted = false;
                run.Message = null;
                (run.Node, run.InstanceId, run.Procedure, run.ProcedureVersion) = (start.Node, start.InstanceId, start.Procedure, start.Version);
                if (await context.Tasks.FirstOrDefaultAsync(row => row.Id == run.TaskId, cancellationToken) is { } task)
                    task.LastRunAt = run.StartedAt;
            },
            cancellationToken);

    /// <summary>The conditions of a run do not hold: it waits and is looked at again.</summary>
    public async Task<Consequences> PostponeAsync(KeptRun kept, string reason, CancellationToken cancellationToken)
    {
        var consequences = new Consequences();
        await ChangeAsync(
            kept,
            (_, run) =>
            {
                run.Message = $"Postponed: {reason}";
                consequences.Delay(run, time.GetUtcNow() + settings.LookAgainAfter);
                return Task.CompletedTask;
            },
            cancellationToken);
        return consequences;
    }

    /// <summary>The run was paused at a committed segment; it waits to be resumed.</summary>
    public async Task<Consequences> InterruptAsync(KeptRun kept, string reason, CancellationToken cancellationToken)
    {
        var consequences = new Consequences();
        await ChangeAsync(
            kept,
            (_, run) =>
            {
                (run.Status, run.Interrupted, run.Message, run.Wish) = (RunStatus.Pending, true, reason, RunWish.None);
                consequences.Queue(run);
                return Task.CompletedTask;
            },
            cancellationToken);
        return consequences;
    }

    /// <summary>The firing lets go of a run that was not paused, for another node or the next start to keep: it goes before all that waits.</summary>
    public Task<bool> LetGoAsync(KeptRun kept, string reason, CancellationToken cancellationToken) =>
        ChangeAsync(
            kept,
            (_, run) =>
            {
                (run.Keeper, run.SeenAt, run.Interrupted, run.Message) = (null, null, true, reason);
                run.Queued++;
                return Task.CompletedTask;
            },
            cancellationToken);

    /// <summary>A sign of life of the firing that keeps a run.</summary>
    /// <returns>Whether it still does.</returns>
    public Task<bool> SeeAsync(KeptRun kept, bool alerted, CancellationToken cancellationToken) =>
        ChangeAsync(
            kept,
            (_, run) =>
            {
                (run.SeenAt, run.Alerted) = (time.GetUtcNow(), alerted);
                return Task.CompletedTask;
            },
            cancellationToken);

    /// <summary>What somebody asks of a run; <see langword="null"/>: it is over, or kept by another firing.</summary>
    public Task<RunWish?> WishAsync(KeptRun kept, CancellationToken cancellationToken) =>
        database.ReadAsync<RunWish?>(
            async context => await context.Runs.Where(run => run.ExecutionId == kept.Run.ExecutionId && run.Keeper == kept.Keeper && run.Status <= RunStatus.Running)
                .Select(run => (RunWish?)run.Wish).FirstOrDefaultAsync(cancellationToken),
            cancellationToken);

    /// <summary>Ends a run. The first end counts, whoever reports it; any other changes nothing.</summary>
    public async Task<EndedRun> EndAsync(Guid executionId, Ending ending, CancellationToken cancellationToken)
    {
        RunRow? run = null;
        var ended = await database.WriteAsync(
            async context =>
            {
                var consequences = new Consequences();
                run = await FindAsync(context, executionId, cancellationToken);
                if (run is null || run.IsOver)
                    return new EndedRun(WasFirst: false, IsFinal: false, consequences);
                var isFinal = await RunEnd.ApplyAsync(context, run, ending, time.GetUtcNow(), consequences, cancellationToken);
                return new EndedRun(WasFirst: true, isFinal, consequences);
            },
            cancellationToken);
        if (ended.WasFirst)
            RunTelemetry.End(run!.TaskName, ending.Status, run.CompletedAt - run.StartedAt);
        return ended;
    }

    /// <summary>A run that waited for a time waits for its turn, if that time has come.</summary>
    public Task<Consequences> WakeAsync(Guid executionId, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async context =>
            {
                var consequences = new Consequences();
                var run = await FindAsync(context, executionId, cancellationToken);
                if (run is not { Status: RunStatus.Pending, Wait: RunWait.Time, DueAt: { } due })
                    return consequences;
                if (due > time.GetUtcNow())
                    consequences.WakeUps.Add(new WakeUp(executionId, due));
                else
                    consequences.Queue(run);
                return consequences;
            },
            cancellationToken);

    /// <summary>A person starts a task.</summary>
    /// <exception cref="TaskNotFoundException">There is no such task.</exception>
    /// <exception cref="TaskConflictException">It runs already, and its rule about overlap is to skip.</exception>
    public Task<(Guid ExecutionId, Consequences Consequences)> StartAsync(string taskId, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async context =>
            {
                var consequences = new Consequences();
                var task = await TaskStore.GetAsync(context, taskId, cancellationToken);
                var now = time.GetUtcNow();
                // Two persons may be as fast as one millisecond.
                var planned = RunAdmission.Unplanned(now);
                while (await context.Runs.AnyAsync(run => run.TaskId == taskId && run.PlannedAt == planned, cancellationToken))
                    planned = RunAdmission.Unplanned(planned.AddMilliseconds(1));
                var run = await RunAdmission.AdmitAsync(context, task, new Admission(planned, RunTrigger.Manual), now, consequences, cancellationToken);
                if (run.Status == RunStatus.Skipped)
                    throw new TaskConflictException($"The task '{task.Name}' was not started: {run.Message} Wait for its end, or stop it.");
                return (run.ExecutionId, consequences);
            },
            cancellationToken);

    /// <summary>A person stops a task: what waits ends at once, what runs at a safe point.</summary>
    /// <returns>The runs that were not over.</returns>
    /// <exception cref="TaskNotFoundException">There is no such task.</exception>
    public Task<(IReadOnlyList<Guid> ExecutionIds, Consequences Consequences)> StopAsync(string taskId, CancellationToken cancellationToken) =>
        database.WriteAsync<(IReadOnlyList<Guid>, Consequences)>(
            async context =>
            {
                var consequences = new Consequences();
                await TaskStore.GetAsync(context, taskId, cancellationToken);
                var runs = await context.Runs.Where(run => run.TaskId == taskId && run.Status <= RunStatus.Running).OrderByDescending(run => run.Number).ToListAsync(cancellationToken);
                // The latest first: the end of an earlier one would make it go on.
                foreach (var run in runs)
                {
                    if (run.Status == RunStatus.Pending && !run.Interrupted && run.Keeper is null)
                        await RunEnd.ApplyAsync(context, run, Stopped, time.GetUtcNow(), consequences, cancellationToken);
                    else
                        run.Wish = RunWish.Stop;
                }

                return (runs.ConvertAll(run => run.ExecutionId), consequences);
            },
            cancellationToken);

    /// <summary>Asks a low run to make room where an urgent one waits and all places are taken.</summary>
    public Task<bool> AskForRoomAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            async context =>
            {
                var running = await context.Runs.Where(run => run.Status == RunStatus.Running && run.Wait != RunWait.Engine).OrderByDescending(run => run.Number).ToListAsync(cancellationToken);
                var urgent = await context.Runs.CountAsync(run => run.Status == RunStatus.Pending && run.Wait == RunWait.Turn && run.Priority == TaskPriority.Urgent && run.Keeper == null, cancellationToken);
                var makingRoom = running.Count(run => run.Wish != RunWish.None);
                if (running.Count < settings.MaxRuns || urgent <= makingRoom || running.Find(run => run is { Priority: TaskPriority.Low, Wish: RunWish.None }) is not { } low)
                    return false;
                low.Wish = RunWish.Yield;
                return true;
            },
            cancellationToken);

    /// <summary>Whether an urgent run still waits for the room that a run was asked to make. If none does, it is asked no more.</summary>
    public Task<bool> IsRoomWantedAsync(KeptRun kept, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async context =>
            {
                if (await context.Runs.AnyAsync(run => run.Status == RunStatus.Pending && run.Wait == RunWait.Turn && run.Priority == TaskPriority.Urgent && run.Keeper == null, cancellationToken))
                    return true;
                if (await FindAsync(context, kept.Run.ExecutionId, cancellationToken) is { IsOver: false, Wish: RunWish.Yield } run && run.Keeper == kept.Keeper)
                    run.Wish = RunWish.None;
                return false;
            },
            cancellationToken);

    /// <summary>Another priority for what waits of a task.</summary>
    public Task<int> PrioritizeAsync(string taskId, TaskPriority priority, CancellationToken cancellationToken) =>
        database.WriteAsync(
            context => context.Runs.Where(run => run.TaskId == taskId && run.Status == RunStatus.Pending).ExecuteUpdateAsync(set => set.SetProperty(run => run.Priority, priority), cancellationToken),
            cancellationToken);

    /// <summary>Everything that Quartz must know of by now. For the start, and now and then after it: a process may have died between a transaction and what followed.</summary>
    public Task<Consequences> ReconcileAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            async context =>
            {
                var consequences = new Consequences();
                var now = time.GetUtcNow();
                foreach (var run in await context.Runs.Where(run => run.Status <= RunStatus.Running && run.Wait != RunWait.Engine).OrderBy(run => run.Number).ToListAsync(cancellationToken))
                    await ReconcileAsync(context, run, now, consequences, cancellationToken);
                return consequences;
            },
            cancellationToken);

    private static Ending Stopped { get; } = new(RunStatus.Cancelled, "Stopped by a person before it started.");

    private async Task ReconcileAsync(TaskContext context, RunRow run, DateTimeOffset now, Consequences consequences, CancellationToken cancellationToken)
    {
        if (run.Keeper is not null)
        {
            if (run.SeenAt > now - settings.LostAfter)
                return;
            (run.Keeper, run.SeenAt) = (null, null);
            run.Queued++;
        }

        if (run.Status == RunStatus.Running || run.Wait == RunWait.Turn)
        {
            consequences.Turns.Add(Consequences.TurnOf(run));
        }
        else if (run is { Wait: RunWait.Time, DueAt: { } due })
        {
            consequences.WakeUps.Add(new WakeUp(run.ExecutionId, due));
        }
        else if (run.Wait == RunWait.Predecessor
            && !await context.Runs.AnyAsync(x => x.TaskId == run.TaskId && x.Status <= RunStatus.Running && x.Number < run.Number, cancellationToken))
        {
            consequences.Queue(run);
        }
    }

    private Task<bool> ChangeAsync(KeptRun kept, Func<TaskContext, RunRow, Task> change, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async context =>
            {
                var run = await FindAsync(context, kept.Run.ExecutionId, cancellationToken);
                if (run is null || run.IsOver || run.Keeper != kept.Keeper)
                    return false;
                await change(context, run);
                return true;
            },
            cancellationToken);

    // Of several that the name kept, the one that was seen least: another recovery may have taken the others over already.
    private static async Task<RunRow?> FindRecoveredAsync(TaskContext context, RunFiring firing, CancellationToken cancellationToken) =>
        firing.RecoveredPrefix is { } prefix
            ? await context.Runs.Where(run => run.Status <= RunStatus.Running && run.Keeper!.StartsWith(prefix)).OrderBy(run => run.SeenAt).FirstOrDefaultAsync(cancellationToken)
            : null;

    private static Task<RunRow?> FindAsync(TaskContext context, Guid executionId, CancellationToken cancellationToken) =>
        context.Runs.FirstOrDefaultAsync(run => run.ExecutionId == executionId, cancellationToken);
}

/// <summary>A firing of Quartz that may keep a run.</summary>
/// <param name="Name">The name of its trigger.</param>
/// <param name="Id">What tells it from other firings of the same name.</param>
/// <param name="Recovered">The name of the trigger whose firing died with its node and is done again by this one.</param>
internal sealed record RunFiring(string Name, string Id, string? Recovered = null)
{
    /// <summary>As whom the firing keeps runs.</summary>
    public string Keeper => $"{Recovered ?? Name}/{Id}";

    /// <summary>How those begin as whom the firing that died kept runs.</summary>
    public string? RecoveredPrefix => Recovered is null ? null : $"{Recovered}/";
}

/// <summary>What a firing found that looked for a run to keep.</summary>
/// <param name="Kept">The run that is its; <see langword="null"/>: none.</param>
/// <param name="IsFull">Whether one waits, and all places are taken.</param>
internal readonly record struct Taking(KeptRun? Kept = null, bool IsFull = false);

/// <summary>A run that a firing keeps.</summary>
/// <param name="Keeper">As whom.</param>
/// <param name="Run">The run as it was taken.</param>
/// <param name="Task">Its task; <see langword="null"/>: it was deleted since.</param>
/// <param name="Alerted">Whether it was told that it takes too long.</param>
internal sealed record KeptRun(string Keeper, Run Run, ScheduledTask? Task, bool Alerted)
{
    /// <summary>Whether it was paused, so that it has to be resumed; what was only let go of goes on by itself.</summary>
    public bool IsPaused { get; init; }
}

/// <summary>What a run is started as.</summary>
internal sealed record Start(string Node, string InstanceId, string Procedure, int Version);

/// <summary>What the end of a run led to.</summary>
/// <param name="WasFirst">Whether it was not over before.</param>
/// <param name="IsFinal">Whether there is no further attempt.</param>
/// <param name="Consequences">What follows.</param>
internal sealed record EndedRun(bool WasFirst, bool IsFinal, Consequences Consequences);
