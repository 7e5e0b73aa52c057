using Elsa.Mediator.Contracts;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Notifications;

namespace Elsa.Workflows.Management.Services;

/// <summary>Keeps the activities that are workflows as the published workflows are.</summary>
internal sealed class RefreshWorkflowActivities(WorkflowActivities activities) :
    INotificationHandler<WorkflowDefinitionPublished>,
    INotificationHandler<WorkflowDefinitionRetracted>,
    INotificationHandler<WorkflowDefinitionDeleted>,
    INotificationHandler<WorkflowDefinitionsDeleted>,
    INotificationHandler<WorkflowDefinitionVersionDeleted>,
    INotificationHandler<WorkflowDefinitionVersionsDeleted>
{
    public Task HandleAsync(WorkflowDefinitionPublished notification, CancellationToken cancellationToken) => RefreshAsync(cancellationToken);

    public Task HandleAsync(WorkflowDefinitionRetracted notification, CancellationToken cancellationToken) => RefreshAsync(cancellationToken);

    public Task HandleAsync(WorkflowDefinitionDeleted notification, CancellationToken cancellationToken) => RefreshAsync(cancellationToken);

    public Task HandleAsync(WorkflowDefinitionsDeleted notification, CancellationToken cancellationToken) => RefreshAsync(cancellationToken);

    public Task HandleAsync(WorkflowDefinitionVersionDeleted notification, CancellationToken cancellationToken) => RefreshAsync(cancellationToken);

    public Task HandleAsync(WorkflowDefinitionVersionsDeleted notification, CancellationToken cancellationToken) => RefreshAsync(cancellationToken);

    private Task RefreshAsync(CancellationToken cancellationToken) => activities.RefreshAsync(cancellationToken);
}

/// <summary>Makes those who use a workflow follow a new version, if the workflow says so.</summary>
internal sealed class UpdateConsumingWorkflows(IWorkflowReferenceUpdater updater) : INotificationHandler<WorkflowDefinitionPublished>
{
    public async Task HandleAsync(WorkflowDefinitionPublished notification, CancellationToken cancellationToken)
    {
        if (notification.WorkflowDefinition.Options is not { UsableAsActivity: true, AutoUpdateConsumingWorkflows: true })
            return;
        foreach (var updated in (await updater.UpdateWorkflowReferencesAsync(notification.WorkflowDefinition, cancellationToken)).UpdatedWorkflows)
            notification.AffectedWorkflows.WorkflowDefinitions.Add(updated);
    }
}

/// <summary>Deletes the instances of what is deleted.</summary>
internal sealed class DeleteWorkflowInstances(IWorkflowInstanceManager instances) :
    INotificationHandler<WorkflowDefinitionDeleting>,
    INotificationHandler<WorkflowDefinitionsDeleting>,
    INotificationHandler<WorkflowDefinitionVersionDeleting>,
    INotificationHandler<WorkflowDefinitionVersionsDeleting>
{
    public Task HandleAsync(WorkflowDefinitionDeleting notification, CancellationToken cancellationToken) =>
        instances.BulkDeleteAsync(new WorkflowInstanceFilter { DefinitionId = notification.DefinitionId }, cancellationToken);

    public Task HandleAsync(WorkflowDefinitionsDeleting notification, CancellationToken cancellationToken) =>
        instances.BulkDeleteAsync(new WorkflowInstanceFilter { DefinitionIds = notification.DefinitionIds }, cancellationToken);

    public Task HandleAsync(WorkflowDefinitionVersionDeleting notification, CancellationToken cancellationToken) =>
        instances.BulkDeleteAsync(new WorkflowInstanceFilter { DefinitionVersionId = notification.WorkflowDefinition.Id }, cancellationToken);

    public Task HandleAsync(WorkflowDefinitionVersionsDeleting notification, CancellationToken cancellationToken) =>
        instances.BulkDeleteAsync(new WorkflowInstanceFilter { DefinitionVersionIds = notification.Ids }, cancellationToken);
}
