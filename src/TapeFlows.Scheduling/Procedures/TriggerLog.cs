using Elsa.Mediator.Contracts;
using Elsa.Scheduling.Activities;
using Elsa.Workflows;
using Elsa.Workflows.Notifications;
using Elsa.Workflows.Runtime.Notifications;
using Microsoft.Extensions.Logging;
using Quartz;
using TapeFlows.Scheduling.Firing;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Scheduling.Procedures;

/// <summary>
/// Hears from the engine of instances that triggers inside workflows start, and of what becomes of them, and keeps their lines in the log. A line that cannot be written stops no run.
/// An end of which no commit tells (an instance that is cancelled after its definition was deleted) is settled at the next look, within a minute.
/// </summary>
internal sealed class TriggerLog(TriggeredRuns runs, RunLedger ledger, RunLog log, TaskTriggers triggers, ProcedureRuns procedures, IScheduler scheduler, QuartzSchedulingOptions options, ILogger<TriggerLog> logger)
    : INotificationHandler<WorkflowStarted>, INotificationHandler<WorkflowStateCommitted>
{
    private const string HttpEndpoint = "Elsa.HttpEndpoint";

    public Task HandleAsync(WorkflowStarted notification, CancellationToken cancellationToken)
    {
        var context = notification.WorkflowExecutionContext;
        if (context.TriggerActivityId is not { } activityId || context.FindActivityById(activityId) is not { } activity || CauseOf(activity) is not { } cause)
            return Task.CompletedTask;
        var workflow = notification.Workflow;
        var id = WorkflowTasks.IdOf(workflow.Identity.DefinitionId, activityId);
        context.Properties[ProcedureRuns.TaskProperty] = id;
        var begun = new TriggeredRun(
            id,
            WorkflowTasks.NameOf(workflow.WorkflowMetadata.Name ?? workflow.Identity.DefinitionId, activityId),
            cause,
            context.Id,
            workflow.Identity.DefinitionId,
            workflow.Identity.Version,
            options.NameOf(scheduler.SchedulerInstanceId));
        return SafelyAsync(context.Id, () => runs.BeginAsync(begun, cancellationToken));
    }

    public Task HandleAsync(WorkflowStateCommitted notification, CancellationToken cancellationToken)
    {
        var state = notification.WorkflowState;
        return state.Status == WorkflowStatus.Finished && state.Properties.TryGetValue(ProcedureRuns.TaskProperty, out var task) && task is string id && WorkflowTasks.Owns(id)
            ? SafelyAsync(state.Id, () => LookAsync(state.Id, cancellationToken))
            : Task.CompletedTask;
    }

    /// <summary>Settles the lines whose instances ended while nobody listened.</summary>
    public async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        foreach (var run in await runs.ListUnfinishedAsync(cancellationToken))
            await SafelyAsync(run.WorkflowInstanceId!, () => SettleAsync(run, cancellationToken));
    }

    private static RunTrigger? CauseOf(IActivity activity) => activity switch
    {
        Cron or Elsa.Scheduling.Activities.Timer or StartAt => RunTrigger.Schedule,
        { Type: HttpEndpoint } => RunTrigger.Http,
        _ => null,
    };

    private async Task LookAsync(string instanceId, CancellationToken cancellationToken)
    {
        if (await log.FindAsync(TriggeredRuns.ExecutionIdOf(instanceId), cancellationToken) is { Status: RunStatus.Running } run)
            await SettleAsync(run, cancellationToken);
    }

    private async Task SettleAsync(Run run, CancellationToken cancellationToken)
    {
        var ending = await procedures.EndOfAsync(run, run.WorkflowInstanceId!, cancellationToken);
        if (ending is null && runs.IsLost(run) && await procedures.StatusAsync(run.WorkflowInstanceId!, cancellationToken) is null)
            ending = new Ending(RunStatus.Failed, $"The workflow instance {run.WorkflowInstanceId} is not stored: its process died at its start, or somebody deleted it.");
        if (ending is null)
            return;
        var ended = await ledger.EndAsync(run.ExecutionId, ending, cancellationToken);
        await triggers.PutAsync(ended.Consequences, cancellationToken);
    }

    private async Task SafelyAsync(string instanceId, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            logger.LogWarning(error, "The log of runs could not follow the workflow instance {Instance}; it is looked at again", instanceId);
        }
    }
}
