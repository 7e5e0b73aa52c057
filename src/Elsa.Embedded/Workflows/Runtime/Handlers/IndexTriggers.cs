using Elsa.Mediator.Contracts;
using Elsa.Workflows.Management.Notifications;
using Elsa.Workflows.Runtime.Filters;

namespace Elsa.Workflows.Runtime.Handlers;

/// <summary>Keeps the index of triggers in step with what is published, retracted and deleted.</summary>
internal sealed class IndexTriggers(ITriggerIndexer indexer) :
    INotificationHandler<WorkflowDefinitionPublished>,
    INotificationHandler<WorkflowDefinitionRetracted>,
    INotificationHandler<WorkflowDefinitionVersionRetracted>,
    INotificationHandler<WorkflowDefinitionDeleted>,
    INotificationHandler<WorkflowDefinitionsDeleted>,
    INotificationHandler<WorkflowDefinitionVersionDeleted>,
    INotificationHandler<WorkflowDefinitionVersionsDeleted>
{
    public Task HandleAsync(WorkflowDefinitionPublished notification, CancellationToken cancellationToken) => indexer.IndexTriggersAsync(notification.WorkflowDefinition, cancellationToken);

    public Task HandleAsync(WorkflowDefinitionRetracted notification, CancellationToken cancellationToken) => DeleteVersionsAsync([notification.WorkflowDefinition.Id], cancellationToken);

    public Task HandleAsync(WorkflowDefinitionVersionRetracted notification, CancellationToken cancellationToken) => DeleteVersionsAsync([notification.WorkflowDefinition.Id], cancellationToken);

    public Task HandleAsync(WorkflowDefinitionDeleted notification, CancellationToken cancellationToken) => DeleteAsync([notification.DefinitionId], cancellationToken);

    public Task HandleAsync(WorkflowDefinitionsDeleted notification, CancellationToken cancellationToken) => DeleteAsync(notification.DefinitionIds, cancellationToken);

    public Task HandleAsync(WorkflowDefinitionVersionDeleted notification, CancellationToken cancellationToken) => DeleteVersionsAsync([notification.WorkflowDefinition.Id], cancellationToken);

    public Task HandleAsync(WorkflowDefinitionVersionsDeleted notification, CancellationToken cancellationToken) => DeleteVersionsAsync(notification.Ids, cancellationToken);

    private Task DeleteAsync(ICollection<string> definitionIds, CancellationToken cancellationToken) =>
        indexer.DeleteTriggersAsync(new TriggerFilter { WorkflowDefinitionIds = definitionIds }, cancellationToken);

    private Task DeleteVersionsAsync(ICollection<string> versionIds, CancellationToken cancellationToken) =>
        indexer.DeleteTriggersAsync(new TriggerFilter { WorkflowDefinitionVersionIds = versionIds }, cancellationToken);
}
