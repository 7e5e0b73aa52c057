using System.Text.Json.Nodes;
using Elsa.Common.Entities;
using Elsa.Common.Models;
using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Models;
using Microsoft.AspNetCore.Http;

namespace Elsa.Workflows.Api.Definitions;

/// <summary>Finds definitions and their versions.</summary>
internal sealed class DefinitionQueries(IWorkflowDefinitionStore store, DefinitionViews views, IWorkflowReferenceQuery references)
{
    private const string Read = "read:workflow-definitions";

    private enum Order
    {
        Name,
        Version,
        Created,
    }

    public static void Map(ApiRoutes routes)
    {
        routes.Get<DefinitionQueries>("workflow-definitions", (x, request) => x.ListAsync(request), Read);
        routes.Get<DefinitionQueries>("workflow-definitions/{definitionId}", (x, request) => x.GetByDefinitionAsync(request), Read);
        routes.Get<DefinitionQueries>("workflow-definitions/by-definition-id/{definitionId}", (x, request) => x.GetByDefinitionAsync(request), Read);
        routes.Get<DefinitionQueries>("workflow-definitions/by-id/{id}", (x, request) => x.GetByIdAsync(request), Read);
        routes.Get<DefinitionQueries>("workflow-definitions/many-by-id", (x, request) => x.GetManyAsync(request), Read);
        routes.Get<DefinitionQueries>("workflow-definitions/query/count", (x, request) => x.CountAsync(request), Read);
        routes.Get<DefinitionQueries>("workflow-definitions/validation/is-name-unique", (x, request) => x.IsNameUniqueAsync(request), Read);
        routes.Get<DefinitionQueries>("workflow-definitions/{definitionId}/versions", (x, request) => x.ListVersionsAsync(request), Read);
        routes.Get<DefinitionQueries>("workflow-definitions/{definitionId}/consumers", (x, request) => x.ListConsumersAsync(request), Read);
    }

    private async Task<IResult> ListAsync(ApiRequest request)
    {
        var filter = new WorkflowDefinitionFilter
        {
            VersionOptions = request.Versions(),
            DefinitionIds = request.Texts("definitionIds"),
            Ids = request.Texts("ids"),
            MaterializerName = request.Text("materializerName"),
            SearchTerm = request.Text("searchTerm"),
            IsSystem = request.Flag("isSystem"),
            IsReadonly = request.Flag("isReadonly"),
            UsableAsActivity = request.Flag("usableAsActivity"),
        };
        var page = await FindAsync(filter, request);
        return request.Answer(new { Items = views.Show(page.Items, request), page.TotalCount, Links = DefinitionLinks.OfList(request) });
    }

    private async Task<Page<WorkflowDefinitionSummary>> FindAsync(WorkflowDefinitionFilter filter, ApiRequest request)
    {
        var direction = request.Choice<OrderDirection>("orderDirection") ?? OrderDirection.Ascending;
        return (request.Choice<Order>("orderBy"), direction) switch
        {
            (null, _) or (Order.Name, OrderDirection.Ascending) => await store.FindSummariesAsync(filter, request.Page(), request.Aborted),
            (Order.Name, _) => await store.FindSummariesAsync(filter, new WorkflowDefinitionOrder<string?>(x => x.Name, direction), request.Page(), request.Aborted),
            (Order.Version, _) => await store.FindSummariesAsync(filter, new WorkflowDefinitionOrder<int>(x => x.Version, direction), request.Page(), request.Aborted),
            _ => await store.FindSummariesAsync(filter, new WorkflowDefinitionOrder<DateTimeOffset>(x => x.CreatedAt, direction), request.Page(), request.Aborted),
        };
    }

    private Task<IResult> GetByDefinitionAsync(ApiRequest request) =>
        GetAsync(new WorkflowDefinitionFilter { DefinitionId = request.Route("definitionId"), VersionOptions = request.Versions() ?? VersionOptions.Latest }, request);

    private Task<IResult> GetByIdAsync(ApiRequest request) => GetAsync(new WorkflowDefinitionFilter { Id = request.Route("id") }, request);

    private async Task<IResult> GetAsync(WorkflowDefinitionFilter filter, ApiRequest request) =>
        await store.FindLastVersionAsync(filter, request.Aborted) is { } found ? request.Answer(await views.ShowAsync(found, request)) : Answers.NotFound;

    private async Task<IResult> GetManyAsync(ApiRequest request)
    {
        var items = new JsonArray();
        foreach (var definition in await store.FindManyAsync(new WorkflowDefinitionFilter { Ids = request.Texts("ids") ?? [] }, request.Aborted))
            items.Add(await views.ShowAsync(definition, request));
        return request.Answer(new JsonObject { ["items"] = items, ["count"] = items.Count });
    }

    private async Task<IResult> CountAsync(ApiRequest request) => request.Answer(new CountAnswer(await store.CountDistinctAsync(request.Aborted)));

    private async Task<IResult> IsNameUniqueAsync(ApiRequest request) =>
        request.Answer(new { IsUnique = await store.GetIsNameUnique((request.Text("name") ?? "").Trim(), request.Text("definitionId"), request.Aborted) });

    private async Task<IResult> ListVersionsAsync(ApiRequest request)
    {
        var order = new WorkflowDefinitionOrder<int>(x => x.Version, OrderDirection.Descending);
        var versions = (await store.FindManyAsync(new WorkflowDefinitionFilter { DefinitionId = request.Route("definitionId") }, order, request.Aborted)).ToList();
        return versions.Count == 0 ? Answers.NotFound : Answers.Json(versions, request.Json.Definitions);
    }

    private async Task<IResult> ListConsumersAsync(ApiRequest request) =>
        request.Answer(new { ConsumingWorkflowDefinitionIds = await references.ExecuteAsync(request.Route("definitionId"), request.Aborted) });
}
