using Elsa.Mediator.Contracts;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Notifications;

namespace TapeFlows.Server.Access.Audit;

/// <summary>
/// Writes down who publishes, retracts and deletes workflow definitions, by whichever route. Drafts are no change: they run nothing, and a designer saves them at every pause of typing.
/// What the program itself does (files that it brings along) has no caller and is in its log.
/// </summary>
internal sealed class DefinitionAudit(IAuditLog audit, IHttpContextAccessor http) :
    INotificationHandler<WorkflowDefinitionCreated>,
    INotificationHandler<WorkflowDefinitionPublished>,
    INotificationHandler<WorkflowDefinitionRetracted>,
    INotificationHandler<WorkflowDefinitionDeleted>,
    INotificationHandler<WorkflowDefinitionsDeleted>,
    INotificationHandler<WorkflowDefinitionVersionDeleted>,
    INotificationHandler<WorkflowDefinitionVersionsDeleted>
{
    public Task HandleAsync(WorkflowDefinitionCreated notification, CancellationToken cancellationToken) =>
        WriteAsync("workflow.create", notification.WorkflowDefinition.DefinitionId, before: null, VersionOf(notification.WorkflowDefinition), cancellationToken);

    public Task HandleAsync(WorkflowDefinitionPublished notification, CancellationToken cancellationToken) =>
        WriteAsync("workflow.publish", notification.WorkflowDefinition.DefinitionId, before: null, VersionOf(notification.WorkflowDefinition), cancellationToken);

    public Task HandleAsync(WorkflowDefinitionRetracted notification, CancellationToken cancellationToken) =>
        WriteAsync("workflow.retract", notification.WorkflowDefinition.DefinitionId, VersionOf(notification.WorkflowDefinition), after: null, cancellationToken);

    public Task HandleAsync(WorkflowDefinitionDeleted notification, CancellationToken cancellationToken) =>
        WriteAsync("workflow.delete", notification.DefinitionId, before: null, after: null, cancellationToken);

    public async Task HandleAsync(WorkflowDefinitionsDeleted notification, CancellationToken cancellationToken)
    {
        foreach (var id in notification.DefinitionIds)
            await WriteAsync("workflow.delete", id, before: null, after: null, cancellationToken);
    }

    public Task HandleAsync(WorkflowDefinitionVersionDeleted notification, CancellationToken cancellationToken) =>
        WriteAsync("workflow.delete-version", notification.WorkflowDefinition.DefinitionId, VersionOf(notification.WorkflowDefinition), after: null, cancellationToken);

    public Task HandleAsync(WorkflowDefinitionVersionsDeleted notification, CancellationToken cancellationToken) =>
        WriteAsync("workflow.delete-version", string.Join(' ', notification.Ids), before: null, after: null, cancellationToken);

    private Task WriteAsync(string action, string target, object? before, object? after, CancellationToken cancellationToken) =>
        http.HttpContext?.User is { Identity.IsAuthenticated: true } caller ? audit.WriteAsync(caller, action, target, before, after, cancellationToken) : Task.CompletedTask;

    private static object VersionOf(WorkflowDefinition definition) => new { definition.Id, definition.Version, definition.Name };
}
