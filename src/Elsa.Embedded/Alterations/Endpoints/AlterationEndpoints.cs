using System.Text.Json;
using System.Text.Json.Nodes;
using Elsa.Alterations.Core.Contracts;
using Elsa.Alterations.Core.Filters;
using Elsa.Alterations.Core.Models;
using Elsa.Alterations.Core.Results;
using Elsa.Alterations.Services;
using Elsa.Workflows.Api.Hosting;
using Microsoft.AspNetCore.Http;

namespace Elsa.Alterations.Endpoints;

/// <summary>Changes instances that wait or are faulted.</summary>
internal sealed class AlterationEndpoints(
    IAlterationRunner runner,
    IAlterationSerializer serializer,
    IWorkflowInstanceFinder finder,
    FaultRetrier retrier,
    IAlterationPlanScheduler scheduler,
    IAlterationPlanManager plans,
    IAlterationJobStore jobs)
{
    private const string Run = "run:alterations";

    public static void Map(ApiRoutes routes)
    {
        routes.Post<AlterationEndpoints>("alterations/run", (x, request) => x.RunAsync(request), Run);
        routes.Post<AlterationEndpoints>("alterations/dry-run", (x, request) => x.DryRunAsync(request), Run);
        routes.Post<AlterationEndpoints>("alterations/submit", (x, request) => x.SubmitAsync(request), Run);
        routes.Get<AlterationEndpoints>("alterations/{id}", (x, request) => x.GetPlanAsync(request), "read:alterations");
        routes.Get<AlterationEndpoints>("alterations/workflows/retry", (x, request) => x.RetryAsync(request.Texts("workflowInstanceIds"), request.Texts("activityIds"), request), Run);
        routes.Post<AlterationEndpoints>("alterations/workflows/retry", async (x, request) =>
        {
            var body = await request.ReadAsync<RetryRequest>();
            return await x.RetryAsync(body.WorkflowInstanceIds, body.ActivityIds, request);
        }, Run);
    }

    private async Task<IResult> RunAsync(ApiRequest request)
    {
        var body = await request.ReadAsync<RunRequest>();
        var alterations = Read(body.Alterations);
        var ids = BulkRequest.Each("workflowInstanceIds", body.WorkflowInstanceIds);
        return Answer(await runner.RunAsync(ids, alterations, request.Aborted), request);
    }

    private async Task<IResult> SubmitAsync(ApiRequest request)
    {
        var body = await request.ReadAsync<SubmitRequest>();
        var plan = new AlterationPlanParams { Alterations = Read(body.Alterations), Filter = body.Filter ?? new AlterationWorkflowInstanceFilter() };
        return request.Answer(new { PlanId = await scheduler.SubmitAsync(plan, request.Aborted) });
    }

    private async Task<IResult> GetPlanAsync(ApiRequest request)
    {
        if (await plans.GetPlanAsync(request.Route("id"), request.Aborted) is not { } plan)
            return Answers.NotFound;
        var own = await jobs.FindManyAsync(new AlterationJobFilter { PlanId = plan.Id }, request.Aborted);
        return request.Answer(new
        {
            Plan = new
            {
                Alterations = plan.Alterations.Select(x => JsonNode.Parse(serializer.Serialize(x))).ToList(),
                plan.WorkflowInstanceFilter,
                plan.Status,
                plan.CreatedAt,
                plan.StartedAt,
                plan.CompletedAt,
                plan.Id,
            },
            Jobs = own.ToList(),
        });
    }

    private async Task<IResult> DryRunAsync(ApiRequest request) =>
        request.Answer(new { WorkflowInstanceIds = (await finder.FindAsync(await request.ReadAsync<AlterationWorkflowInstanceFilter>(), request.Aborted)).ToList() });

    private async Task<IResult> RetryAsync(List<string>? instanceIds, List<string>? activityIds, ApiRequest request) =>
        Answer(await retrier.RetryAsync(BulkRequest.Each("workflowInstanceIds", instanceIds), activityIds, request.Aborted), request);

    private List<IAlteration> Read(List<JsonElement>? items)
    {
        var alterations = new List<IAlteration>();
        foreach (var (index, item) in (items ?? []).Index())
        {
            try
            {
                alterations.Add(serializer.Deserialize(item.GetRawText()));
            }
            catch (Exception e) when (e is JsonException or NotSupportedException)
            {
                throw ApiException.Invalid($"alterations[{index}]", e.Message);
            }
        }

        return alterations;
    }

    private static IResult Answer(IEnumerable<RunAlterationsResult> results, ApiRequest request) => request.Answer(new
    {
        Results = results.Select(x => new { x.WorkflowInstanceId, Log = new { x.Log.LogEntries }, x.WorkflowHasScheduledWork, x.IsSuccessful }).ToList(),
    });

    private sealed class RunRequest
    {
        public List<JsonElement>? Alterations { get; set; }
        public List<string>? WorkflowInstanceIds { get; set; }
    }

    private sealed class SubmitRequest
    {
        public List<JsonElement>? Alterations { get; set; }
        public AlterationWorkflowInstanceFilter? Filter { get; set; }
    }

    private sealed class RetryRequest
    {
        public List<string>? WorkflowInstanceIds { get; set; }
        public List<string>? ActivityIds { get; set; }
    }
}
