using Elsa.Common.Entities;
using Elsa.Common.Models;
using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Models;
using Microsoft.AspNetCore.Http;

namespace Elsa.Workflows.Api.Instances;

/// <summary>Finds instances and tells where they stand.</summary>
internal sealed class InstanceQueries(IWorkflowInstanceStore store)
{
    private const string Read = "read:workflow-instances";

    public static void Map(ApiRoutes routes)
    {
        routes.Get<InstanceQueries>("workflow-instances", (x, request) => x.ListAsync(InstanceListRequest.FromQuery(request), request), Read);
        routes.Post<InstanceQueries>("workflow-instances", async (x, request) => await x.ListAsync(await request.ReadAsync<InstanceListRequest>(), request), Read);
        routes.Get<InstanceQueries>("workflow-instances/{id}", (x, request) => x.GetAsync(request), Read);
        routes.Get<InstanceQueries>("workflow-instances/{id}/execution-state", (x, request) => x.GetStateAsync(request), Read);
    }

    private async Task<IResult> ListAsync(InstanceListRequest list, ApiRequest request)
    {
        var page = await FindAsync(list.ToFilter(), list, request);
        return request.Answer(new PageAnswer<WorkflowInstanceSummary>(page.Items, page.TotalCount));
    }

    // The newest come first, unless another order is asked for.
    private async Task<Page<WorkflowInstanceSummary>> FindAsync(WorkflowInstanceFilter filter, InstanceListRequest list, ApiRequest request)
    {
        var page = Paging.Of(list.Page, list.PageSize);
        var order = list.Order();
        var direction = list.OrderDirection ?? (order is InstanceOrder.Name ? OrderDirection.Ascending : OrderDirection.Descending);
        return order switch
        {
            InstanceOrder.UpdatedAt => await store.SummarizeManyAsync(filter, page, new WorkflowInstanceOrder<DateTimeOffset>(x => x.UpdatedAt, direction), request.Aborted),
            InstanceOrder.Finished => await store.SummarizeManyAsync(filter, page, new WorkflowInstanceOrder<DateTimeOffset?>(x => x.FinishedAt, direction), request.Aborted),
            InstanceOrder.Name => await store.SummarizeManyAsync(filter, page, new WorkflowInstanceOrder<string?>(x => x.Name, direction), request.Aborted),
            _ => await store.SummarizeManyAsync(filter, page, new WorkflowInstanceOrder<DateTimeOffset>(x => x.CreatedAt, direction), request.Aborted),
        };
    }

    private async Task<IResult> GetAsync(ApiRequest request)
    {
        if (await store.FindAsync(new WorkflowInstanceFilter { Id = request.Route("id") }, request.Aborted) is not { } found)
            return Answers.NotFound;
        return request.Answer(new
        {
            found.Id,
            found.DefinitionId,
            found.DefinitionVersionId,
            found.Version,
            found.ParentWorkflowInstanceId,
            found.WorkflowState,
            found.Status,
            found.SubStatus,
            found.IsExecuting,
            found.CorrelationId,
            found.Name,
            found.IncidentCount,
            found.IsSystem,
            found.CreatedAt,
            found.UpdatedAt,
            found.FinishedAt,
        });
    }

    // Asked every few seconds for each instance that somebody looks at.
    private async Task<IResult> GetStateAsync(ApiRequest request)
    {
        var found = (await store.SummarizeManyAsync(new WorkflowInstanceFilter { Id = request.Route("id") }, request.Aborted)).FirstOrDefault();
        return found is null ? Answers.NotFound : request.Answer(new { found.Status, found.SubStatus, found.UpdatedAt });
    }
}
