using Elsa.Workflows;
using Microsoft.Extensions.Logging;
using TapeFlows.Scheduling.Firing;
using TapeFlows.Scheduling.Procedures;
using TapeFlows.Scheduling.Store.Model;
using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Scheduling.Runs;

/// <summary>Watches a run that was started: for its end, for what persons and other runs ask of it, for its time limits, for the stop of the host.</summary>
internal sealed class RunWatch(
    RunLedger ledger,
    RunLog log,
    TaskTriggers triggers,
    ProcedureRuns procedures,
    FinishSignals signals,
    IRunInterruption interruption,
    ITaskAlerts alerts,
    TaskSettings settings,
    TimeProvider time,
    ILogger<RunWatch> logger)
{
    /// <summary>Watches until the run is over or somebody else's.</summary>
    /// <param name="kept">The run.</param>
    /// <param name="task">Its task.</param>
    /// <param name="instanceId">Its workflow instance.</param>
    /// <param name="burst">The start of the instance, which may take as long as the run.</param>
    /// <param name="stopping">The host stops.</param>
    public async Task WatchAsync(KeptRun kept, ScheduledTask task, string instanceId, Task burst, CancellationToken stopping)
    {
        var watched = new Watched(kept, task, instanceId, kept.Run.StartedAt ?? time.GetUtcNow()) { Alerted = kept.Alerted, SeenAt = time.GetUtcNow() };
        try
        {
            while (!await IsOverAsync(watched, burst))
            {
                if (stopping.IsCancellationRequested)
                {
                    await LetGoAsync(watched);
                    return;
                }

                if (!await AttendAsync(watched))
                    return;
                await PauseAsync(instanceId, burst, stopping);
            }
        }
        finally
        {
            signals.Forget(instanceId);
        }
    }

    /// <summary>Ends a run, and does what follows from it.</summary>
    public async Task EndAsync(KeptRun kept, Ending ending)
    {
        var ended = await ledger.EndAsync(kept.Run.ExecutionId, ending, CancellationToken.None);
        await triggers.PutAsync(ended.Consequences, CancellationToken.None);
        if (ended.WasFirst && ended.IsFinal && ending.Status == RunStatus.Failed && kept.Task is { } task && await log.FindAsync(kept.Run.ExecutionId, CancellationToken.None) is { } run)
            await TellAsync(() => alerts.FailedAsync(task, run, CancellationToken.None));
    }

    private async Task<bool> IsOverAsync(Watched watched, Task burst)
    {
        if (await procedures.EndOfAsync(watched.Kept.Run, watched.InstanceId, CancellationToken.None) is { } ending)
        {
            await EndAsync(watched.Kept, watched.Cancelling is { } reason && ending.Status == RunStatus.Cancelled ? ending with { Message = reason } : ending);
            return true;
        }

        if (!burst.IsFaulted || watched.IsBegun)
            return false;
        var error = burst.Exception!.InnerException!;
        if (await procedures.StatusAsync(watched.InstanceId, CancellationToken.None) is not (null or WorkflowSubStatus.Pending))
        {
            // It was begun all the same, here or by another node: the engine goes on with it, and its end will be seen.
            watched.IsBegun = true;
            logger.LogWarning(error, "The workflow instance {Instance} of the task '{Task}' goes on elsewhere", watched.InstanceId, watched.Task.Draft.Name);
            return false;
        }

        logger.LogError(error, "The workflow instance {Instance} of the task '{Task}' could not be started", watched.InstanceId, watched.Task.Draft.Name);
        await EndAsync(watched.Kept, new Ending(RunStatus.Failed, $"The workflow instance {watched.InstanceId} could not be run: {error.Message}"));
        return true;
    }

    /// <returns>Whether the run is still this keeper's.</returns>
    private async Task<bool> AttendAsync(Watched watched)
    {
        var now = time.GetUtcNow();
        var wish = await ledger.WishAsync(watched.Kept, CancellationToken.None);
        if (wish is null)
            return false;
        if (wish is RunWish.Stop or RunWish.MakeWay)
            await CancelAsync(watched, wish == RunWish.Stop ? "Stopped by a person." : "The next run took its place.");
        else if (wish == RunWish.Yield && await YieldAsync(watched))
            return false;
        else if (watched.Task.Draft.RunTimeout is { } limit && now - watched.StartedAt > limit)
            await CancelAsync(watched, $"It took longer than {limit:c}, the limit of the task.");
        if (!watched.Alerted && watched.Task.Draft.MonitorTimeout is { } expected && now - watched.StartedAt > expected)
        {
            watched.Alerted = true;
            await TellAsync(() => alerts.LateAsync(watched.Task, watched.Kept.Run, CancellationToken.None));
            watched.SeenAt = DateTimeOffset.MinValue;
        }

        if (now - watched.SeenAt < settings.LostAfter / 6)
            return true;
        watched.SeenAt = now;
        return await ledger.SeeAsync(watched.Kept, watched.Alerted, CancellationToken.None);
    }

    // The engine ends the instance at the next safe point of what it is at; its end is the end of the run. Asked until it does: the instance may
    // not be stored yet, or a burst may have begun in between.
    private async Task CancelAsync(Watched watched, string reason)
    {
        if (watched.Cancelling is null)
            logger.LogInformation("Run {ExecutionId} of the task '{Task}' is cancelled. {Reason}", watched.Kept.Run.ExecutionId, watched.Task.Draft.Name, reason);
        watched.Cancelling ??= reason;
        if (await procedures.StatusAsync(watched.InstanceId, CancellationToken.None) is not null)
            await procedures.CancelAsync(watched.InstanceId, CancellationToken.None);
    }

    // What it is at may be nothing that can pause: it is asked again at each look, as long as an urgent run waits.
    private async Task<bool> YieldAsync(Watched watched)
    {
        if (!await ledger.IsRoomWantedAsync(watched.Kept, CancellationToken.None) || !await interruption.PauseAsync(watched.Kept.Run, CancellationToken.None))
            return false;

        await triggers.PutAsync(await ledger.InterruptAsync(watched.Kept, "An urgent run took its place; it waits to go on.", CancellationToken.None), CancellationToken.None);
        return true;
    }

    // No trigger is put into a scheduler that stops: the next start, or another node, finds the run by reconciling.
    private async Task LetGoAsync(Watched watched)
    {
        using var patience = new CancellationTokenSource(settings.StopPatience, time);
        var stands = false;
        try
        {
            stands = await interruption.PauseAsync(watched.Kept.Run, patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            logger.LogWarning("Run {ExecutionId} reached no safe point within {Patience}; it goes on as it can after the next start", watched.Kept.Run.ExecutionId, settings.StopPatience);
        }

        const string reason = "The host was stopped; it goes on after the next start.";
        if (stands)
            await ledger.InterruptAsync(watched.Kept, reason, CancellationToken.None);
        else
            await ledger.LetGoAsync(watched.Kept, reason, CancellationToken.None);
    }

    private async Task PauseAsync(string instanceId, Task burst, CancellationToken stopping)
    {
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var delay = Task.Delay(settings.LookEvery, time, woken.Token);
        if (burst.IsCompleted)
            await Task.WhenAny(signals.NextAsync(instanceId), delay);
        else
            await Task.WhenAny(signals.NextAsync(instanceId), delay, burst);
        await woken.CancelAsync();
    }

    private async Task TellAsync(Func<Task> tell)
    {
        try
        {
            await tell();
        }
        catch (Exception error)
        {
            logger.LogError(error, "Nobody could be told of a run");
        }
    }

    private sealed class Watched(KeptRun kept, ScheduledTask task, string instanceId, DateTimeOffset startedAt)
    {
        public KeptRun Kept { get; } = kept;

        public ScheduledTask Task { get; } = task;

        public string InstanceId { get; } = instanceId;

        public DateTimeOffset StartedAt { get; } = startedAt;

        public DateTimeOffset SeenAt { get; set; }

        public bool Alerted { get; set; }

        /// <summary>Whether the instance goes on although its start failed here.</summary>
        public bool IsBegun { get; set; }

        /// <summary>Why it was asked to end.</summary>
        public string? Cancelling { get; set; }
    }
}
