using Elsa.Mediator.Contracts;
using Elsa.Workflows.Management.Notifications;
using Elsa.Workflows.Runtime.Filters;

namespace Elsa.Workflows.Runtime.Handlers;

/// <summary>Deletes journals and executions with their instances.</summary>
internal sealed class DeleteInstanceRecords(IWorkflowExecutionLogStore journals, IActivityExecutionStore executions) : INotificationHandler<WorkflowInstancesDeleting>
{
    public async Task HandleAsync(WorkflowInstancesDeleting notification, CancellationToken cancellationToken)
    {
        await journals.DeleteManyAsync(new WorkflowExecutionLogRecordFilter { WorkflowInstanceIds = notification.Ids }, cancellationToken);
        await executions.DeleteManyAsync(new ActivityExecutionRecordFilter { WorkflowInstanceIds = notification.Ids }, cancellationToken);
    }
}
