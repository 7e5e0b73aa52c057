using Elsa.Mediator.Contracts;
using Elsa.Workflows.Management.Notifications;
using Elsa.Workflows.Runtime.Services;

namespace Elsa.Workflows.Runtime.Handlers;

/// <summary>What a deleted instance waited for and held goes with it.</summary>
internal sealed class ForgetInstances(InstanceHoldings holdings) : INotificationHandler<WorkflowInstancesDeleting>
{
    public Task HandleAsync(WorkflowInstancesDeleting notification, CancellationToken cancellationToken) => holdings.ForgetAsync([.. notification.Ids], cancellationToken);
}
