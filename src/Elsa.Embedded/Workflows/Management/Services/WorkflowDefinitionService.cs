using Elsa.Common.Models;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Management.Activities.WorkflowDefinitionActivity;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Management.Services;

/// <summary>Finds versions in the store and keeps the workflows that they make.</summary>
internal sealed class WorkflowDefinitionService(IWorkflowDefinitionStore store, WorkflowReader workflows, WorkflowCache cache, IMaterializerRegistry materializers, IWorkflowGraphBuilder graphs)
    : IWorkflowDefinitionService
{
    public Task<WorkflowDefinition?> FindWorkflowDefinitionAsync(string definitionId, VersionOptions versionOptions, CancellationToken cancellationToken = default) =>
        FindWorkflowDefinitionAsync(new WorkflowDefinitionFilter { DefinitionId = definitionId, VersionOptions = versionOptions }, cancellationToken);

    public Task<WorkflowDefinition?> FindWorkflowDefinitionAsync(string definitionVersionId, CancellationToken cancellationToken = default) =>
        FindWorkflowDefinitionAsync(new WorkflowDefinitionFilter { Id = definitionVersionId }, cancellationToken);

    public Task<WorkflowDefinition?> FindWorkflowDefinitionAsync(WorkflowDefinitionHandle handle, CancellationToken cancellationToken = default) =>
        FindWorkflowDefinitionAsync(new WorkflowDefinitionFilter { DefinitionHandle = handle }, cancellationToken);

    // Where several versions are meant, the one in use comes last but is wanted least: the newest is.
    public Task<WorkflowDefinition?> FindWorkflowDefinitionAsync(WorkflowDefinitionFilter filter, CancellationToken cancellationToken = default) =>
        store.FindLastVersionAsync(filter, cancellationToken);

    public Task<WorkflowGraph?> FindWorkflowGraphAsync(string definitionId, VersionOptions versionOptions, CancellationToken cancellationToken = default) =>
        FindWorkflowGraphAsync(WorkflowDefinitionHandle.ByDefinitionId(definitionId, versionOptions), cancellationToken);

    public Task<WorkflowGraph?> FindWorkflowGraphAsync(string definitionVersionId, CancellationToken cancellationToken = default) =>
        FindWorkflowGraphAsync(WorkflowDefinitionHandle.ByDefinitionVersionId(definitionVersionId), cancellationToken);

    public async Task<WorkflowGraph?> FindWorkflowGraphAsync(WorkflowDefinitionHandle definitionHandle, CancellationToken cancellationToken = default)
    {
        var key = definitionHandle.ToString();
        if (cache.TryGetFresh(key, out var graph))
            return graph;
        if (await FindWorkflowDefinitionAsync(definitionHandle, cancellationToken) is not { } definition)
            return null;
        return cache.Keep(key, await MaterializeOnceAsync(definition, cancellationToken));
    }

    public async Task<WorkflowGraph?> FindWorkflowGraphAsync(WorkflowDefinitionFilter filter, CancellationToken cancellationToken = default) =>
        await FindWorkflowDefinitionAsync(filter, cancellationToken) is { } definition ? await MaterializeOnceAsync(definition, cancellationToken) : null;

    public async Task<IEnumerable<WorkflowGraph>> FindWorkflowGraphsAsync(WorkflowDefinitionFilter filter, CancellationToken cancellationToken = default)
    {
        var found = new List<WorkflowGraph>();
        foreach (var definition in await store.FindManyAsync(filter, cancellationToken))
            found.Add(await MaterializeOnceAsync(definition, cancellationToken));
        return found;
    }

    public Task<WorkflowGraphFindResult> TryFindWorkflowGraphAsync(string definitionId, VersionOptions versionOptions, CancellationToken cancellationToken = default) =>
        TryFindWorkflowGraphAsync(WorkflowDefinitionHandle.ByDefinitionId(definitionId, versionOptions), cancellationToken);

    public Task<WorkflowGraphFindResult> TryFindWorkflowGraphAsync(string definitionVersionId, CancellationToken cancellationToken = default) =>
        TryFindWorkflowGraphAsync(WorkflowDefinitionHandle.ByDefinitionVersionId(definitionVersionId), cancellationToken);

    public Task<WorkflowGraphFindResult> TryFindWorkflowGraphAsync(WorkflowDefinitionHandle definitionHandle, CancellationToken cancellationToken = default) =>
        TryFindWorkflowGraphAsync(new WorkflowDefinitionFilter { DefinitionHandle = definitionHandle }, cancellationToken);

    public async Task<WorkflowGraphFindResult> TryFindWorkflowGraphAsync(WorkflowDefinitionFilter filter, CancellationToken cancellationToken = default) =>
        await FindWorkflowDefinitionAsync(filter, cancellationToken) is { } definition
            ? await TryMaterializeAsync(definition, cancellationToken)
            : new WorkflowGraphFindResult(null, null);

    public async Task<IEnumerable<WorkflowGraphFindResult>> TryFindWorkflowGraphsAsync(WorkflowDefinitionFilter filter, CancellationToken cancellationToken = default)
    {
        var found = new List<WorkflowGraphFindResult>();
        foreach (var definition in await store.FindManyAsync(filter, cancellationToken))
            found.Add(await TryMaterializeAsync(definition, cancellationToken));
        return found;
    }

    public async Task<WorkflowGraph> MaterializeWorkflowAsync(WorkflowDefinition definition, CancellationToken cancellationToken = default) =>
        await graphs.BuildAsync(await workflows.ReadAsync(definition, cancellationToken), cancellationToken);

    private async Task<WorkflowGraph> MaterializeOnceAsync(WorkflowDefinition definition, CancellationToken cancellationToken) =>
        cache.TryGet(definition, out var graph) ? graph : cache.Keep(definition, await MaterializeWorkflowAsync(definition, cancellationToken));

    private async Task<WorkflowGraphFindResult> TryMaterializeAsync(WorkflowDefinition definition, CancellationToken cancellationToken) =>
        new(definition, materializers.IsMaterializerAvailable(definition.MaterializerName) ? await MaterializeOnceAsync(definition, cancellationToken) : null);
}
