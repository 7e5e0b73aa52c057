using Elsa.Common.Models;
using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Microsoft.AspNetCore.Http;

namespace Elsa.Workflows.Api.Definitions;

/// <summary>Deletes definitions and versions, with their instances. What comes with the product stays.</summary>
internal sealed class DefinitionDeletion(IWorkflowDefinitionManager manager, IWorkflowDefinitionStore store)
{
    private const string Delete = "delete:workflow-definitions";

    public static void Map(ApiRoutes routes)
    {
        routes.Delete<DefinitionDeletion>("workflow-definitions/{definitionId}", (x, request) => x.DeleteAsync(request), Delete);
        routes.Delete<DefinitionDeletion>("workflow-definitions/{definitionId}/version/{version}", (x, request) => x.DeleteVersionAsync(request), Delete);
        routes.Delete<DefinitionDeletion>("workflow-definition-versions/{id}", (x, request) => x.DeleteVersionByIdAsync(request), Delete);
        routes.Post<DefinitionDeletion>("bulk-actions/delete/workflow-definitions/by-definition-id", (x, request) => x.DeleteManyAsync(request), Delete);
        routes.Post<DefinitionDeletion>("bulk-actions/delete/workflow-definitions/by-id", (x, request) => x.DeleteManyVersionsAsync(request), Delete);
    }

    private async Task<IResult> DeleteAsync(ApiRequest request)
    {
        var id = request.Route("definitionId");
        if (await FindAsync(new WorkflowDefinitionFilter { DefinitionId = id }, request) is null)
            return Answers.NotFound;
        await manager.DeleteByDefinitionIdAsync(id, request.Aborted);
        return Answers.NoContent;
    }

    private async Task<IResult> DeleteVersionAsync(ApiRequest request)
    {
        var version = DefinitionCommands.VersionOf(request);
        var filter = new WorkflowDefinitionFilter { DefinitionId = request.Route("definitionId"), VersionOptions = VersionOptions.SpecificVersion(version) };
        return version > 0 && await FindAsync(filter, request) is { } found && await manager.DeleteVersionAsync(found, request.Aborted) ? Answers.Ok : Answers.NotFound;
    }

    private async Task<IResult> DeleteVersionByIdAsync(ApiRequest request) =>
        await FindAsync(new WorkflowDefinitionFilter { Id = request.Route("id") }, request) is { } found && await manager.DeleteVersionAsync(found, request.Aborted)
            ? Answers.NoContent
            : Answers.NotFound;

    // As recorded, it is definitions that are counted, not their versions.
    private async Task<IResult> DeleteManyAsync(ApiRequest request)
    {
        var ids = await BulkRequest.DefinitionIdsAsync(request);
        var found = (await store.FindManyAsync(new WorkflowDefinitionFilter { DefinitionIds = ids }, request.Aborted)).Where(x => !DefinitionViews.IsReadonly(x));
        var deleted = found.Select(x => x.DefinitionId).Distinct(StringComparer.Ordinal).ToList();
        if (deleted.Count > 0)
            await manager.BulkDeleteByDefinitionIdsAsync(deleted, request.Aborted);
        return request.Answer(new { Deleted = deleted.Count });
    }

    private async Task<IResult> DeleteManyVersionsAsync(ApiRequest request)
    {
        var ids = await BulkRequest.IdsAsync(request);
        var found = (await store.FindManyAsync(new WorkflowDefinitionFilter { Ids = ids }, request.Aborted)).Where(x => !DefinitionViews.IsReadonly(x)).Select(x => x.Id).ToList();
        return request.Answer(new { Deleted = found.Count == 0 ? 0 : await manager.BulkDeleteByIdsAsync(found, request.Aborted) });
    }

    private async Task<WorkflowDefinition?> FindAsync(WorkflowDefinitionFilter filter, ApiRequest request)
    {
        var found = await store.FindLastVersionAsync(filter, request.Aborted);
        if (found is not null)
            DefinitionEdits.RefuseReadonly(found);
        return found;
    }
}
