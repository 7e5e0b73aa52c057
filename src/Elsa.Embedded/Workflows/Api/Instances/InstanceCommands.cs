using Elsa.Common.Models;
using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Runtime;
using Microsoft.AspNetCore.Http;

namespace Elsa.Workflows.Api.Instances;

/// <summary>Cancels and deletes instances.</summary>
internal sealed class InstanceCommands(IWorkflowCancellationService cancellation, IWorkflowInstanceManager instances)
{
    private const string Cancel = "cancel:workflow-instances";
    private const string Delete = "delete:workflow-instances";

    public static void Map(ApiRoutes routes)
    {
        routes.Post<InstanceCommands>("cancel/workflow-instances/{id}", (x, request) => x.CancelAsync(request), Cancel);
        routes.Post<InstanceCommands>("bulk-actions/cancel/workflow-instances", (x, request) => x.CancelManyAsync(request), Cancel);
        routes.Delete<InstanceCommands>("workflow-instances/{id}", (x, request) => x.DeleteAsync(request), Delete);
        routes.Post<InstanceCommands>("bulk-actions/delete/workflow-instances", (x, request) => x.DeleteManyAsync(request), Delete);
        routes.Post<InstanceCommands>("bulk-actions/delete/workflow-instances/by-id", (x, request) => x.DeleteManyAsync(request), Delete);
    }

    // To cancel what is done is no error, for it may have come to its end a moment ago; what was never there is not found. The recorded server answers 200 to both.
    private async Task<IResult> CancelAsync(ApiRequest request)
    {
        var id = request.Route("id");
        return await cancellation.CancelWorkflowAsync(id, request.Aborted) || await instances.ExistsAsync(id, request.Aborted) ? Answers.Ok : Answers.NotFound;
    }

    private async Task<IResult> CancelManyAsync(ApiRequest request)
    {
        var body = await request.ReadAsync<CancelRequest>();
        var cancelled = body switch
        {
            { Ids.Count: > 0 } => await cancellation.CancelWorkflowsAsync(BulkRequest.Each("ids", body.Ids), request.Aborted),
            { DefinitionVersionId.Length: > 0 } => await cancellation.CancelWorkflowByDefinitionVersionAsync(body.DefinitionVersionId, request.Aborted),
            { DefinitionId.Length: > 0 } => await cancellation.CancelWorkflowByDefinitionAsync(body.DefinitionId, body.VersionOptions ?? VersionOptions.Latest, request.Aborted),
            _ => throw ApiException.Refused("Name the instances to cancel: by ids, definitionVersionId or definitionId."),
        };
        return request.Answer(new { Cancelled = cancelled });
    }

    private async Task<IResult> DeleteAsync(ApiRequest request)
    {
        var filter = new WorkflowInstanceFilter { Id = request.Route("id") };
        return await instances.DeleteAsync(filter, request.Aborted) ? Answers.NoContent : Answers.NotFound;
    }

    private async Task<IResult> DeleteManyAsync(ApiRequest request)
    {
        var ids = await BulkRequest.IdsAsync(request);
        return request.Answer(new { Deleted = ids.Count == 0 ? 0 : await instances.BulkDeleteAsync(new WorkflowInstanceFilter { Ids = ids }, request.Aborted) });
    }

    private sealed class CancelRequest
    {
        public List<string>? Ids { get; set; }
        public string? DefinitionId { get; set; }
        public string? DefinitionVersionId { get; set; }
        public VersionOptions? VersionOptions { get; set; }
    }
}
