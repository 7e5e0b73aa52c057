using Elsa.Mediator.Contracts;
using Elsa.Workflows;
using Elsa.Workflows.Notifications;
using Elsa.Workflows.Runtime.Notifications;
using TapeFlows.Activities.Operations;
using TapeFlows.Operations;

namespace TapeFlows.Activities.Runs;

/// <summary>Ends the run of a workflow that has ended, whoever started it: what it left undone is cancelled, its volumes go back into their slots. One that waits keeps what it has.</summary>
internal sealed class CloseFinishedRuns(IOperations operations) : INotificationHandler<WorkflowExecuted>, INotificationHandler<WorkflowCancelled>
{
    /// <inheritdoc/>
    public Task HandleAsync(WorkflowExecuted notification, CancellationToken cancellationToken) =>
        notification.WorkflowState.Status == WorkflowStatus.Finished && notification.WorkflowState.Properties.ContainsKey(OperationActivity.UsedProperty)
            ? operations.EndRunAsync(notification.WorkflowState.Id, cancellationToken)
            : Task.CompletedTask;

    /// <inheritdoc/>
    public Task HandleAsync(WorkflowCancelled notification, CancellationToken cancellationToken) => operations.EndRunAsync(notification.WorkflowInstanceId, cancellationToken);
}
