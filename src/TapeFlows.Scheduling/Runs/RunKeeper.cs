using Microsoft.Extensions.Logging;
using TapeFlows.Scheduling.Conditions;
using TapeFlows.Scheduling.Firing;
using TapeFlows.Scheduling.Procedures;
using TapeFlows.Scheduling.Schedules;
using TapeFlows.Scheduling.Tasks;
using TapeFlows.Scheduling.Telemetry;

namespace TapeFlows.Scheduling.Runs;

/// <summary>Takes a run from the queue, starts its workflow, and keeps it to its end. When it has to let go, another keeper finds everything in the database.</summary>
internal sealed class RunKeeper(
    RunLedger ledger,
    TaskTriggers triggers,
    ConditionCheck conditions,
    IReadiness readiness,
    ProcedureRuns procedures,
    RunWatch watch,
    IRunInterruption interruption,
    TimeProvider time,
    ILogger<RunKeeper> logger)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <summary>Keeps one run.</summary>
    /// <param name="firing">The firing.</param>
    /// <param name="node">This node.</param>
    /// <param name="stopping">The host stops.</param>
    public async Task KeepAsync(RunFiring firing, string node, CancellationToken stopping)
    {
        while (await TakeAsync(firing, stopping) is { } kept)
        {
            if (kept.Task is null)
            {
                await watch.EndAsync(kept, new Ending(RunStatus.Cancelled, "The task was deleted."));
                return;
            }

            if (kept.Run is { Status: RunStatus.Pending, Interrupted: false, Trigger: not RunTrigger.Manual } && await ObstacleAsync(kept.Task, stopping) is { } obstacle)
            {
                await triggers.PutAsync(await ledger.PostponeAsync(kept, obstacle, CancellationToken.None), CancellationToken.None);
                continue;
            }

            await RunAsync(kept, kept.Task, node, stopping);
            return;
        }
    }

    // With the place of Quartz that it has, a firing waits for one of the house.
    private async Task<KeptRun?> TakeAsync(RunFiring firing, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var taking = await ledger.TakeAsync(firing, CancellationToken.None);
            if (!taking.IsFull)
                return taking.Kept;
            await Task.Delay(LookAgain, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return null;
    }

    private async Task<string?> ObstacleAsync(ScheduledTask task, CancellationToken stopping)
    {
        try
        {
            return await conditions.FindObstacleAsync(task.Draft, stopping) ?? await readiness.FindObstacleAsync(task, stopping);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            logger.LogWarning(error, "The conditions of the task '{Task}' could not be looked at; it is started", task.Draft.Name);
            return null;
        }
    }

    private async Task RunAsync(KeptRun kept, ScheduledTask task, string node, CancellationToken stopping)
    {
        var errors = new List<FieldError>();
        var call = await procedures.PrepareAsync(task.Draft, errors, CancellationToken.None);
        if (call is null)
        {
            var reason = string.Join(' ', errors.Select(error => $"{error.Field}: {error.Message}"));
            await watch.EndAsync(kept, new Ending(RunStatus.Failed, $"The procedure was not started. {reason} Change the task or publish the workflow.") { MayBeRepeated = false });
            return;
        }

        var instanceId = kept.Run.WorkflowInstanceId ?? kept.Run.ExecutionId.ToString("N");
        var start = new Start(node, instanceId, kept.Run.Procedure ?? call.Definition.DefinitionId, kept.Run.ProcedureVersion ?? call.Definition.Version);
        if (!await ledger.BeginAsync(kept, start, CancellationToken.None))
            return;
        // What it was taken with is from before its start; who pauses it, or is told of it, has to know its instance.
        var begun = kept with
        {
            Run = kept.Run with { Status = RunStatus.Running, Interrupted = false, StartedAt = kept.Run.StartedAt ?? time.GetUtcNow(), Node = node, WorkflowInstanceId = instanceId, Procedure = start.Procedure, ProcedureVersion = start.Version },
        };
        using var turn = RunTelemetry.Begin(kept.Run, instanceId, logger);
        logger.LogInformation("Run {ExecutionId} of the task '{Task}' goes on as workflow instance {Instance}", kept.Run.ExecutionId, task.Draft.Name, instanceId);
        if (kept.IsPaused)
            await interruption.ResumeAsync(begun.Run, CancellationToken.None);
        var burst = Task.Run(() => procedures.StartAsync(kept.Run, instanceId, call, CancellationToken.None), CancellationToken.None);
        await watch.WatchAsync(begun, task, instanceId, burst, stopping);
    }
}
