using Elsa.SasTokens.Contracts;
using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Options;
using Microsoft.AspNetCore.Http;

namespace Elsa.Workflows.Api.Runtime;

/// <summary>Lets whoever has a signed token resume the bookmark, or trigger the event, that it was made for.</summary>
internal sealed class TokenBearers(ITokenService tokens, IBookmarkQueue queue, IEventPublisher events)
{
    public static void Map(ApiRoutes routes)
    {
        routes.Anonymous<TokenBearers>(HttpMethods.Get, "bookmarks/resume", (x, request) => x.ResumeAsync(new ResumeRequest(), request));
        routes.Anonymous<TokenBearers>(HttpMethods.Post, "bookmarks/resume", async (x, request) => await x.ResumeAsync(await request.ReadAsync<ResumeRequest>(), request));
        routes.Anonymous<TokenBearers>(HttpMethods.Get, "events/trigger", (x, request) => x.TriggerAsync(request));
    }

    // By the queue: exactly once, and also where the instance is only about to wait. A token that was used has nothing left to resume.
    private async Task<IResult> ResumeAsync(ResumeRequest body, ApiRequest request)
    {
        var payload = Read<BookmarkTokenPayload>(request);
        var item = new NewBookmarkQueueItem
        {
            WorkflowInstanceId = payload.WorkflowInstanceId,
            BookmarkId = payload.BookmarkId,
            Options = body.Input is null ? null : new ResumeBookmarkOptions { Input = body.Input },
        };
        await queue.EnqueueAsync(item, request.Aborted);
        return Answers.Ok;
    }

    private async Task<IResult> TriggerAsync(ApiRequest request)
    {
        var payload = Read<EventTokenPayload>(request);
        await events.PublishAsync(payload.EventName, workflowInstanceId: payload.WorkflowInstanceId, asynchronous: true, cancellationToken: request.Aborted);
        return Answers.Ok;
    }

    private T Read<T>(ApiRequest request) => request.Text("t") is { } token && tokens.TryDecryptToken<T>(token, out var payload) ? payload : throw ApiException.Refused("Invalid token.");

    private sealed class ResumeRequest
    {
        public IDictionary<string, object>? Input { get; set; }
    }
}
