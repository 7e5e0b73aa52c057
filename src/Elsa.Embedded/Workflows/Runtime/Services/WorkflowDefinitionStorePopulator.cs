using Elsa.Common;
using Elsa.Common.Models;
using Elsa.Mediator.Contracts;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Mappers;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Management.Notifications;
using Elsa.Workflows.Management.Services;
using Microsoft.Extensions.Logging;

namespace Elsa.Workflows.Runtime.Services;

/// <summary>Stores what providers provide. A provider owns its definitions: their content is what it says, and a higher number makes a new version.</summary>
internal sealed class WorkflowDefinitionStorePopulator(
    IEnumerable<IWorkflowsProvider> providers,
    IWorkflowDefinitionStore store,
    WorkflowDefinitionMapper mapper,
    IWorkflowGraphBuilder graphs,
    INotificationSender notifications,
    ISystemClock clock,
    WorkflowCache cache,
    ILogger<WorkflowDefinitionStorePopulator> logger) : IWorkflowDefinitionStorePopulator
{
    public Task<IEnumerable<WorkflowDefinition>> PopulateStoreAsync(CancellationToken cancellationToken = default) => PopulateStoreAsync(true, cancellationToken);

    public async Task<IEnumerable<WorkflowDefinition>> PopulateStoreAsync(bool indexTriggers, CancellationToken cancellationToken = default)
    {
        var stored = new List<WorkflowDefinition>();
        foreach (var provider in providers)
        {
            foreach (var workflow in await provider.GetWorkflowsAsync(cancellationToken))
            {
                var result = await AddAsync(workflow, indexTriggers, cancellationToken);
                result.OnSuccess(x => stored.Add(x!));
                result.OnFailure(error => logger.LogError(error, "The workflow {DefinitionId} of the provider {Provider} was not stored", workflow.Workflow.Identity.DefinitionId, provider.Name));
            }
        }

        return stored;
    }

    public Task<Result<WorkflowDefinition>> AddAsync(MaterializedWorkflow materializedWorkflow, CancellationToken cancellationToken = default) =>
        AddAsync(materializedWorkflow, true, cancellationToken);

    public async Task<Result<WorkflowDefinition>> AddAsync(MaterializedWorkflow materializedWorkflow, bool indexTriggers, CancellationToken cancellationToken = default)
    {
        try
        {
            var definition = await StoreAsync(materializedWorkflow, cancellationToken);
            if (indexTriggers && definition.IsPublished)
                await notifications.SendAsync(new WorkflowDefinitionPublished(definition, new AffectedWorkflows([])), cancellationToken);
            return new Result<WorkflowDefinition>(true, definition, null);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return new Result<WorkflowDefinition>(false, null, error);
        }
    }

    private async Task<WorkflowDefinition> StoreAsync(MaterializedWorkflow provided, CancellationToken cancellationToken)
    {
        var workflow = provided.Workflow;
        await graphs.BuildAsync(workflow, cancellationToken);
        var definition = Describe(workflow, provided);
        var versions = (await store.FindManyAsync(new WorkflowDefinitionFilter { DefinitionId = definition.DefinitionId }, cancellationToken)).ToList();
        if (versions.Find(x => x.Version == definition.Version) is { } same)
        {
            definition.Id = same.Id;
            definition.CreatedAt = same.CreatedAt;
        }

        definition.IsLatest = versions.TrueForAll(x => x.Version <= definition.Version);
        definition.IsPublished = definition.IsLatest && workflow.Publication.IsPublished;
        var changed = new List<WorkflowDefinition> { definition };
        foreach (var other in versions.Where(x => x.Id != definition.Id && definition.IsLatest && (x.IsLatest || (x.IsPublished && definition.IsPublished))))
        {
            other.IsLatest = false;
            other.IsPublished &= !definition.IsPublished;
            changed.Add(other);
        }

        await store.SaveManyAsync(changed, cancellationToken);
        cache.Clear();
        return definition;
    }

    private WorkflowDefinition Describe(Workflow workflow, MaterializedWorkflow provided)
    {
        var definition = mapper.MapToWorkflowDefinition(mapper.Map(workflow));
        definition.ProviderName = provided.ProviderName;
        definition.MaterializerName = provided.MaterializerName;
        definition.MaterializerContext = provided.MaterializerContext as string;
        definition.OriginalSource = provided.OriginalSource;
        if (definition.CreatedAt == default)
            definition.CreatedAt = clock.UtcNow;
        return definition;
    }
}
