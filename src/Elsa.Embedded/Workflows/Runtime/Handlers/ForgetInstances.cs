using Elsa.Mediator.Contracts;
using Elsa.Workflows.Management.Notifications;
using Elsa.Workflows.Runtime.Ledger;

namespace Elsa.Workflows.Runtime.Handlers;

/// <summary>What a deleted instance held in the ledger goes with it.</summary>
internal sealed class ForgetInstances(IRuntimeLedger ledger) : INotificationHandler<WorkflowInstancesDeleting>
{
    public Task HandleAsync(WorkflowInstancesDeleting notification, CancellationToken cancellationToken) => ledger.ForgetAsync([.. notification.Ids], cancellationToken);
}
