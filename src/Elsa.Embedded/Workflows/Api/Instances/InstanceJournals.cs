using Elsa.Common.Entities;
using Elsa.Common.Models;
using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.OrderDefinitions;
using Microsoft.AspNetCore.Http;

namespace Elsa.Workflows.Api.Instances;

/// <summary>Tells what happened in an instance, in order.</summary>
internal sealed class InstanceJournals(IWorkflowExecutionLogStore store)
{
    private const string Read = "read:workflow-instances";
    private static readonly WorkflowExecutionLogRecordOrder<long> InOrder = new(x => x.Sequence, OrderDirection.Ascending);
    private static readonly WorkflowExecutionLogRecordOrder<long> FromEnd = new(x => x.Sequence, OrderDirection.Descending);

    public static void Map(ApiRoutes routes)
    {
        routes.Get<InstanceJournals>("workflow-instances/{id}/journal", (x, request) => x.ListAsync(new FilterRequest(), request), Read);
        routes.Post<InstanceJournals>("workflow-instances/{id}/journal", async (x, request) => await x.ListAsync((await request.ReadAsync<ListRequest>()).Filter ?? new FilterRequest(), request), Read);
        routes.Get<InstanceJournals>("workflow-instances/{workflowInstanceId}/journal/{activityId}", (x, request) => x.GetLastAsync(request), Read);
    }

    private async Task<IResult> ListAsync(FilterRequest filter, ApiRequest request)
    {
        var page = await store.FindManyAsync(
            new WorkflowExecutionLogRecordFilter
            {
                WorkflowInstanceId = request.Route("id"),
                ActivityIds = filter.ActivityIds,
                ActivityNodeIds = filter.ActivityNodeIds,
                ExcludeActivityTypes = filter.ExcludedActivityTypes is { Count: > 0 } types ? types : null,
                EventNames = filter.EventNames is { Count: > 0 } names ? names : null,
            },
            request.Page(),
            InOrder,
            request.Aborted);
        return request.Answer(new PageAnswer<JournalEntry>(page.Items.Select(JournalEntry.Of).ToList(), page.TotalCount));
    }

    private async Task<IResult> GetLastAsync(ApiRequest request)
    {
        var filter = new WorkflowExecutionLogRecordFilter { WorkflowInstanceId = request.Route("workflowInstanceId"), ActivityId = request.Route("activityId") };
        return await store.FindAsync(filter, FromEnd, request.Aborted) is { } found ? request.Answer(found) : Answers.NotFound;
    }

    private sealed class ListRequest
    {
        public FilterRequest? Filter { get; set; }
    }

    private sealed class FilterRequest
    {
        public List<string>? ActivityIds { get; set; }
        public List<string>? ActivityNodeIds { get; set; }
        public List<string>? ExcludedActivityTypes { get; set; }
        public List<string>? EventNames { get; set; }
    }

    private sealed record JournalEntry(
        string Id,
        string ActivityInstanceId,
        string? ParentActivityInstanceId,
        string ActivityId,
        string ActivityType,
        int ActivityTypeVersion,
        string? ActivityName,
        string NodeId,
        DateTimeOffset Timestamp,
        long Sequence,
        string? EventName,
        string? Message,
        string? Source,
        object? Payload)
    {
        public static JournalEntry Of(WorkflowExecutionLogRecord x) => new(
            x.Id,
            x.ActivityInstanceId,
            x.ParentActivityInstanceId,
            x.ActivityId,
            x.ActivityType,
            x.ActivityTypeVersion,
            x.ActivityName,
            x.ActivityNodeId,
            x.Timestamp,
            x.Sequence,
            x.EventName,
            x.Message,
            x.Source,
            x.Payload);
    }
}
