using Elsa.Workflows.Api.Hosting;
using Elsa.Common.Models;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Runtime;
using Microsoft.AspNetCore.Http;

namespace Elsa.Workflows.Api.Definitions;

/// <summary>Makes again what is derived from definitions: the index of triggers, the activities that are workflows, the workflows that are classes.</summary>
internal sealed class DefinitionRefresh(IWorkflowDefinitionStore store, ITriggerIndexer triggers, IActivityRegistryPopulator activities, IWorkflowDefinitionStorePopulator classes)
{
    public static void Map(ApiRoutes routes)
    {
        routes.Post<DefinitionRefresh>("actions/workflow-definitions/refresh", (x, request) => x.RefreshAsync(request), "actions:workflow-definitions:refresh");
        routes.Post<DefinitionRefresh>("actions/workflow-definitions/reload", (x, request) => x.ReloadAsync(request), "actions:workflow-definitions:reload");
    }

    private async Task<IResult> RefreshAsync(ApiRequest request)
    {
        var ids = await BulkRequest.DefinitionIdsAsync(request);
        var filter = new WorkflowDefinitionFilter { DefinitionIds = ids.Count == 0 ? null : ids, VersionOptions = VersionOptions.Published };
        var found = (await store.FindManyAsync(filter, request.Aborted)).ToList();
        await RefreshAsync(found, request.Aborted);
        var refreshed = found.ConvertAll(x => x.DefinitionId);
        return request.Answer(new { Refreshed = refreshed, NotFound = ids.Except(refreshed, StringComparer.Ordinal).ToList() });
    }

    private async Task<IResult> ReloadAsync(ApiRequest request)
    {
        await RefreshAsync((await classes.PopulateStoreAsync(indexTriggers: false, request.Aborted)).ToList(), request.Aborted);
        return Answers.Ok;
    }

    private async Task RefreshAsync(List<WorkflowDefinition> definitions, CancellationToken cancellationToken)
    {
        await activities.PopulateRegistryAsync(cancellationToken);
        foreach (var definition in definitions.Where(x => x.IsPublished))
            await triggers.IndexTriggersAsync(definition, cancellationToken);
    }
}
