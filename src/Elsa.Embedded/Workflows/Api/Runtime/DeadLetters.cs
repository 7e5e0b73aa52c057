using Elsa.Common.Entities;
using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.OrderDefinitions;
using Microsoft.AspNetCore.Http;

namespace Elsa.Workflows.Api.Runtime;

/// <summary>Events that were given up: looked at, delivered again, deleted.</summary>
internal sealed class DeadLetters(IBookmarkQueueDeadLetterStore store, IBookmarkQueueDeadLetterManager manager)
{
    private static readonly BookmarkQueueDeadLetterItemOrder<DateTimeOffset> Newest = new(x => x.DeadLetteredAt, OrderDirection.Descending);

    public static void Map(ApiRoutes routes)
    {
        const string path = "bookmark-queue/dead-letters";
        routes.Get<DeadLetters>(path, (x, request) => x.ListAsync(new ListRequest { Page = request.Number("page"), PageSize = request.Number("pageSize"), WorkflowInstanceId = request.Text("workflowInstanceId") }, request), PermissionNames.ReadBookmarkQueueDeadLetters);
        routes.Post<DeadLetters>(path, async (x, request) => await x.ListAsync(await request.ReadAsync<ListRequest>(), request), PermissionNames.ReadBookmarkQueueDeadLetters);
        routes.Get<DeadLetters>(path + "/{id}", (x, request) => x.GetAsync(request), PermissionNames.ReadBookmarkQueueDeadLetters);
        routes.Delete<DeadLetters>(path + "/{id}", (x, request) => x.DeleteAsync(request), PermissionNames.DeleteBookmarkQueueDeadLetters);
        routes.Post<DeadLetters>(path + "/{id}/replay", (x, request) => x.ReplayAsync(request), PermissionNames.ReplayBookmarkQueueDeadLetters);
    }

    private async Task<IResult> ListAsync(ListRequest list, ApiRequest request)
    {
        var filter = new BookmarkQueueDeadLetterFilter { WorkflowInstanceId = string.IsNullOrEmpty(list.WorkflowInstanceId) ? null : list.WorkflowInstanceId };
        var page = await store.PageAsync(Paging.Of(list.Page, list.PageSize), filter, Newest, request.Aborted);
        return request.Answer(new PageAnswer<object>(page.Items.Select(Show).ToList(), page.TotalCount));
    }

    private async Task<IResult> GetAsync(ApiRequest request) =>
        await store.FindAsync(new BookmarkQueueDeadLetterFilter { Id = request.Route("id") }, request.Aborted) is { } found ? request.Answer(Show(found)) : Answers.NotFound;

    private async Task<IResult> DeleteAsync(ApiRequest request) =>
        await store.DeleteAsync(new BookmarkQueueDeadLetterFilter { Id = request.Route("id") }, request.Aborted) > 0 ? Answers.NoContent : Answers.NotFound;

    private async Task<IResult> ReplayAsync(ApiRequest request)
    {
        var result = await manager.ReplayAsync(request.Route("id"), request.Aborted);
        var status = result switch
        {
            { Succeeded: true } => StatusCodes.Status200OK,
            { Reason: ReplayBookmarkQueueDeadLetterResult.ReasonNotFound } => StatusCodes.Status404NotFound,
            _ => StatusCodes.Status409Conflict,
        };
        return request.Answer(new { Replayed = result.Succeeded, result.QueueItemId, result.Reason }, status);
    }

    // Without what was to be delivered: it may be secret.
    private static object Show(BookmarkQueueDeadLetterItem x) => new
    {
        x.Id,
        x.OriginalQueueItemId,
        x.WorkflowInstanceId,
        x.CorrelationId,
        x.BookmarkId,
        x.StimulusHash,
        x.ActivityInstanceId,
        x.ActivityTypeName,
        x.OriginalCreatedAt,
        x.DeadLetteredAt,
        x.Reason,
        x.DeliveryAttempts,
        x.LastAttemptedAt,
        x.LastErrorType,
        x.LastErrorMessage,
        x.CanReplay,
        x.ReplayedAt,
        x.ReplayedQueueItemId,
    };

    private sealed class ListRequest
    {
        public int? Page { get; set; }
        public int? PageSize { get; set; }
        public string? WorkflowInstanceId { get; set; }
    }
}
