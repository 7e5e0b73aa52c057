using TapeFlows.Operations.Inbox;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Server.Composition;

/// <summary>Tells of tasks that need a person through the operators' inbox. Each run is told of once, whatever is repeated after a crash.</summary>
/// <param name="inbox">Where to.</param>
internal sealed class InboxAlerts(IInbox inbox) : ITaskAlerts
{
    /// <inheritdoc/>
    public Task FailedAsync(ScheduledTask task, Run run, CancellationToken cancellationToken) =>
        inbox.PostAsync(
            new InboxPost
            {
                Kind = InboxKind.Alert,
                Severity = NoticeSeverity.Error,
                Subject = $"The task '{task.Draft.Name}' failed",
                Text = $"{run.ErrorMessage}\n\nAttempt {run.Attempt}, planned at {run.PlannedAt:u}. It is not tried again before its next planned time; 'tapeflows tasks logs' shows its runs.",
                Key = $"failed:{run.ExecutionId:N}",
                Run = run.WorkflowInstanceId,
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task LateAsync(ScheduledTask task, Run run, CancellationToken cancellationToken) =>
        inbox.PostAsync(
            new InboxPost
            {
                Kind = InboxKind.Alert,
                Severity = NoticeSeverity.Warning,
                Subject = $"The task '{task.Draft.Name}' runs for longer than {task.Draft.MonitorTimeout}",
                Text = $"It began at {run.StartedAt:u} and goes on. See what it waits for: a drive, a volume, a slow source.",
                Key = $"late:{run.ExecutionId:N}",
                Run = run.WorkflowInstanceId,
            },
            cancellationToken);
}
