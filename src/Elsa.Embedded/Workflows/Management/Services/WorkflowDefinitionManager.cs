using Elsa.Common.Models;
using Elsa.Mediator.Contracts;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Notifications;

namespace Elsa.Workflows.Management.Services;

/// <summary>Removes versions. Whoever is left with the highest number becomes the latest.</summary>
internal sealed class WorkflowDefinitionManager(IWorkflowDefinitionStore store, INotificationSender notifications, IWorkflowDefinitionPublisher publisher, WorkflowCache cache) : IWorkflowDefinitionManager
{
    public async Task<long> DeleteByDefinitionIdAsync(string definitionId, CancellationToken cancellationToken = default)
    {
        await notifications.SendAsync(new WorkflowDefinitionDeleting(definitionId), cancellationToken);
        var count = await store.DeleteAsync(new WorkflowDefinitionFilter { DefinitionId = definitionId }, cancellationToken);
        cache.Clear();
        await notifications.SendAsync(new WorkflowDefinitionDeleted(definitionId), cancellationToken);
        return count;
    }

    public async Task<bool> DeleteByIdAsync(string id, CancellationToken cancellationToken = default) =>
        await store.FindAsync(new WorkflowDefinitionFilter { Id = id }, cancellationToken) is { } definition && await DeleteVersionAsync(definition, cancellationToken);

    public async Task<bool> DeleteVersionAsync(string definitionId, int version, CancellationToken cancellationToken = default)
    {
        var filter = new WorkflowDefinitionFilter { DefinitionId = definitionId, VersionOptions = VersionOptions.SpecificVersion(version) };
        return await store.FindAsync(filter, cancellationToken) is { } definition && await DeleteVersionAsync(definition, cancellationToken);
    }

    public async Task<bool> DeleteVersionAsync(WorkflowDefinition definitionToDelete, CancellationToken cancellationToken)
    {
        await notifications.SendAsync(new WorkflowDefinitionVersionDeleting(definitionToDelete), cancellationToken);
        var isDeleted = await store.DeleteAsync(new WorkflowDefinitionFilter { Id = definitionToDelete.Id }, cancellationToken) > 0;
        if (isDeleted)
            await NameLatestAsync(definitionToDelete.DefinitionId, cancellationToken);
        cache.Clear();
        await notifications.SendAsync(new WorkflowDefinitionVersionDeleted(definitionToDelete), cancellationToken);
        return isDeleted;
    }

    public async Task<long> BulkDeleteByDefinitionIdsAsync(IEnumerable<string> definitionIds, CancellationToken cancellationToken = default)
    {
        var ids = definitionIds.ToList();
        await notifications.SendAsync(new WorkflowDefinitionsDeleting(ids), cancellationToken);
        var count = await store.DeleteAsync(new WorkflowDefinitionFilter { DefinitionIds = ids }, cancellationToken);
        cache.Clear();
        await notifications.SendAsync(new WorkflowDefinitionsDeleted(ids), cancellationToken);
        return count;
    }

    public async Task<long> BulkDeleteByIdsAsync(IEnumerable<string> ids, CancellationToken cancellationToken = default)
    {
        var versions = ids.ToList();
        var filter = new WorkflowDefinitionFilter { Ids = versions };
        var definitions = (await store.FindSummariesAsync(filter, cancellationToken)).Select(x => x.DefinitionId).Distinct(StringComparer.Ordinal).ToList();
        await notifications.SendAsync(new WorkflowDefinitionVersionsDeleting(versions), cancellationToken);
        var count = await store.DeleteAsync(filter, cancellationToken);
        foreach (var definition in definitions)
            await NameLatestAsync(definition, cancellationToken);
        cache.Clear();
        await notifications.SendAsync(new WorkflowDefinitionVersionsDeleted(versions), cancellationToken);
        return count;
    }

    public Task<WorkflowDefinition> RevertVersionAsync(string definitionId, int version, CancellationToken cancellationToken = default) =>
        publisher.RevertVersionAsync(definitionId, version, cancellationToken);

    private async Task NameLatestAsync(string definitionId, CancellationToken cancellationToken)
    {
        if (await store.FindLastVersionAsync(new WorkflowDefinitionFilter { DefinitionId = definitionId }, cancellationToken) is not { IsLatest: false } last)
            return;
        last.IsLatest = true;
        await store.SaveAsync(last, cancellationToken);
    }
}
