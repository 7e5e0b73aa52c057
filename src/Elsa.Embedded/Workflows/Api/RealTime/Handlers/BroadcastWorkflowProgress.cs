using Elsa.Mediator.Contracts;
using Elsa.Workflows.Runtime.Notifications;

namespace Elsa.Workflows.Api.RealTime.Handlers;

/// <summary>Notes what was stored of instances that somebody looks at.</summary>
internal sealed class BroadcastWorkflowProgress(LiveUpdates updates, Observers observers) :
    INotificationHandler<ActivityExecutionLogUpdated>,
    INotificationHandler<WorkflowExecutionLogUpdated>,
    INotificationHandler<WorkflowStateCommitted>
{
    public Task HandleAsync(ActivityExecutionLogUpdated notification, CancellationToken cancellationToken)
    {
        updates.Note(notification.WorkflowExecutionContext.Id, x => x.NodeIds.UnionWith(notification.Records.Select(record => record.ActivityNodeId)));
        return Task.CompletedTask;
    }

    public Task HandleAsync(WorkflowExecutionLogUpdated notification, CancellationToken cancellationToken)
    {
        updates.Note(notification.WorkflowExecutionContext.Id, static x => x.HasJournal = true);
        return Task.CompletedTask;
    }

    public Task HandleAsync(WorkflowStateCommitted notification, CancellationToken cancellationToken)
    {
        observers.See(notification.WorkflowExecutionContext.Id, notification.WorkflowInstance.UpdatedAt);
        updates.Note(notification.WorkflowExecutionContext.Id, static x => x.HasState = true);
        return Task.CompletedTask;
    }
}
