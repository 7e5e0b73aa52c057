using Elsa.Mediator.Contracts;
using Elsa.Workflows;
using Elsa.Workflows.Notifications;
using Elsa.Workflows.Runtime.Notifications;

namespace TapeFlows.Activities.Runs;

/// <summary>Closes the run of a workflow that has ended, whoever started it: its volumes go back into their slots. One that waits keeps what it has.</summary>
internal sealed class CloseFinishedRuns(TapeRuns runs) : INotificationHandler<WorkflowExecuted>, INotificationHandler<WorkflowCancelled>
{
    /// <inheritdoc/>
    public Task HandleAsync(WorkflowExecuted notification, CancellationToken cancellationToken) =>
        notification.WorkflowState.Status == WorkflowStatus.Finished ? runs.CloseAsync(notification.WorkflowState.Id).AsTask() : Task.CompletedTask;

    /// <inheritdoc/>
    public Task HandleAsync(WorkflowCancelled notification, CancellationToken cancellationToken) => runs.CloseAsync(notification.WorkflowInstanceId).AsTask();
}
