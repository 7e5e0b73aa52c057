using Elsa.Common.Entities;
using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.OrderDefinitions;
using Microsoft.AspNetCore.Http;

namespace Elsa.Workflows.Api.Executions;

/// <summary>What the activities of an instance did, with the values that they had.</summary>
internal sealed class ActivityExecutions(IActivityExecutionStore store, IActivityExecutionStatsService stats)
{
    private const string Read = "read:activity-execution";
    private static readonly ActivityExecutionRecordOrder<DateTimeOffset> ByStart = new(x => x.StartedAt, OrderDirection.Ascending);

    public static void Map(ApiRoutes routes)
    {
        routes.Get<ActivityExecutions>("activity-executions/list", (x, request) => x.ListAsync(request), Read);
        routes.Get<ActivityExecutions>("activity-execution-summaries/list", (x, request) => x.ListSummariesAsync(request), Read);
        routes.Get<ActivityExecutions>("activity-executions/count", (x, request) => x.CountAsync(request), Read);
        routes.Get<ActivityExecutions>("activity-executions/by-id", (x, request) => x.GetAsync(request.Text("id"), request), Read);
        routes.Get<ActivityExecutions>("activity-executions/{id}", (x, request) => x.GetAsync(request.Route("id"), request), Read);
        routes.Get<ActivityExecutions>("activity-executions/{id}/call-stack", (x, request) => x.GetCallStackAsync(request), Read);
        routes.Post<ActivityExecutions>("activity-executions/report", (x, request) => x.ReportAsync(request), Read);
    }

    private async Task<IResult> ListAsync(ApiRequest request) =>
        request.Answer(new ListAnswer<ActivityExecutionRecord>((await store.FindManyAsync(FilterOf(request), ByStart, request.Aborted)).ToList()));

    private async Task<IResult> ListSummariesAsync(ApiRequest request) =>
        request.Answer(new ListAnswer<ActivityExecutionRecordSummary>((await store.FindManySummariesAsync(FilterOf(request), ByStart, request.Aborted)).ToList()));

    private async Task<IResult> CountAsync(ApiRequest request) => request.Answer(new CountAnswer(await store.CountAsync(FilterOf(request), request.Aborted)));

    private async Task<IResult> GetAsync(string? id, ApiRequest request) =>
        id is not null && await store.FindAsync(new ActivityExecutionRecordFilter { Id = id }, request.Aborted) is { } found ? request.Answer(found) : Answers.NotFound;

    private async Task<IResult> GetCallStackAsync(ApiRequest request)
    {
        var id = request.Route("id");
        var chain = await CallStack.FindAsync(store, id, request.Flag("includeCrossWorkflowChain") ?? true, request.Aborted);
        if (chain.Count == 0)
            return Answers.NotFound;
        var part = chain.Skip(request.Number("skip") ?? 0).Take(request.Number("take") ?? chain.Count).ToList();
        return request.Answer(new { ActivityExecutionId = id, Items = part, TotalCount = chain.Count });
    }

    private async Task<IResult> ReportAsync(ApiRequest request)
    {
        var body = await request.ReadAsync<ReportRequest>();
        var found = await stats.GetStatsAsync(body.WorkflowInstanceId ?? "", BulkRequest.Each("activityNodeIds", body.ActivityNodeIds), request.Aborted);
        return request.Answer(new { Stats = found.ToList() });
    }

    // Without an instance it would be everything that ever ran.
    private static ActivityExecutionRecordFilter FilterOf(ApiRequest request) => new()
    {
        WorkflowInstanceId = request.Text("workflowInstanceId") ?? throw ApiException.Invalid("workflowInstanceId", "Name the workflow instance."),
        ActivityNodeId = request.Text("activityNodeId"),
        Completed = request.Flag("completed"),
    };

    private sealed class ReportRequest
    {
        public string? WorkflowInstanceId { get; set; }
        public List<string>? ActivityNodeIds { get; set; }
    }
}
