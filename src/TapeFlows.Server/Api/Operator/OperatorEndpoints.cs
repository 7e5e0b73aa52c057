using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using TapeFlows.Operations.Inbox;
using TapeFlows.Server.Access;
using TapeFlows.Server.Api.Description;
using TapeFlows.Server.Api.Problems;
using TapeFlows.Server.Api.Requests;

namespace TapeFlows.Server.Api.Operator;

/// <summary><c>/api/operator</c>: what stands in the inbox of the operators: messages, alerts, and requests for volumes.</summary>
internal static class OperatorEndpoints
{
    private const string AnswerExample = """{ "answer": "done", "remark": "TF0005L8 is in the import slot." }""";

    public static void MapOperator(this IEndpointRouteBuilder api)
    {
        var desk = api.MapGroup("/operator").WithTags("Operator");
        desk.MapGet("/messages", ListAsync).RequireAuthorization(Policies.View).Answers<MessagePage>();
        desk.MapGet("/requests", RequestsAsync).RequireAuthorization(Policies.View).Answers<MessagePage>();
        desk.MapGet("/messages/{id:guid}", GetAsync).RequireAuthorization(Policies.View).Answers<InboxEntry>().Refuses(404);
        desk.MapGet("/messages/{id:guid}/notices", NoticesAsync).RequireAuthorization(Policies.View).Answers<NoticeList>().Refuses(404);
        desk.MapPost("/messages/{id:guid}/acknowledge", AcknowledgeAsync).RequireAuthorization(Policies.Operate).Answers<InboxEntry>().Refuses(404);
        desk.MapPost("/messages/{id:guid}/answer", AnswerAsync).RequireAuthorization(Policies.Operate).Answers<InboxEntry>().Refuses(400, 404, 409).Example(AnswerExample);
    }

    /// <summary>Lists the inbox, the newest first.</summary>
    public static Task<IResult> ListAsync(Query<MessageFilter> query, IInbox inbox, CancellationToken cancellationToken) => PageAsync(query.Value, query.Value.Kind, inbox, cancellationToken);

    /// <summary>Lists the requests for volumes, the newest first.</summary>
    public static Task<IResult> RequestsAsync(Query<MessageFilter> query, IInbox inbox, CancellationToken cancellationToken) => PageAsync(query.Value, InboxKind.MountRequest, inbox, cancellationToken);

    private static async Task<IResult> PageAsync(MessageFilter wanted, InboxKind? kind, IInbox inbox, CancellationToken cancellationToken)
    {
        var page = await inbox.ListAsync(
            new InboxQuery { Kind = kind, IsOpen = wanted.Open, LeastSeverity = wanted.LeastSeverity, Run = wanted.WorkflowInstanceId, Skip = wanted.Offset, Take = wanted.Limit }, cancellationToken);
        return Results.Ok(new MessagePage(page.Entries, page.Total, wanted.Limit, wanted.Offset));
    }

    /// <summary>Shows an entry.</summary>
    public static async Task<IResult> GetAsync(Guid id, IInbox inbox, CancellationToken cancellationToken) => Results.Ok(await FindAsync(id, inbox, cancellationToken));

    /// <summary>What was sent of an entry: to whom, how often tried, whether it arrived.</summary>
    public static async Task<IResult> NoticesAsync(Guid id, IInbox inbox, CancellationToken cancellationToken)
    {
        await FindAsync(id, inbox, cancellationToken);
        return Results.Ok(new NoticeList(await inbox.ListNoticesAsync(id, cancellationToken)));
    }

    /// <summary>Says that the caller has read it. That closes a message or an alert; a request for a volume stays until it is answered.</summary>
    public static async Task<IResult> AcknowledgeAsync(Guid id, IInbox inbox, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        var before = await FindAsync(id, inbox, cancellationToken);
        var after = await inbox.AcknowledgeAsync(id, NameOf(caller), cancellationToken) ?? throw Missing(id);
        await audit.WriteAsync(caller, "message.acknowledge", id.ToString(), before, after, CancellationToken.None);
        return Results.Ok(after);
    }

    /// <summary>Answers an entry, which closes it: what was asked for is done, or it is refused and what waits for it fails.</summary>
    public static async Task<IResult> AnswerAsync(Guid id, Body<AnswerBody> body, IInbox inbox, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        var answer = body.Value.Answer ?? throw Problem.Of("answer", "It is missing. Write done or refused.");
        var before = await FindAsync(id, inbox, cancellationToken);
        var (after, isFirst) = await inbox.AnswerAsync(id, answer == GivenAnswer.Done ? InboxAnswer.Done : InboxAnswer.Refused, NameOf(caller), body.Value.Remark, cancellationToken) ?? throw Missing(id);
        if (!isFirst)
            throw Problem.Conflict.Because($"{after.AnsweredBy ?? after.AcknowledgedBy} closed it before. Nothing was changed.");
        await audit.WriteAsync(caller, "message.answer", id.ToString(), before, after, CancellationToken.None);
        return Results.Ok(after);
    }

    private static string NameOf(ClaimsPrincipal caller) => caller.Identity?.Name ?? "somebody";

    private static async Task<InboxEntry> FindAsync(Guid id, IInbox inbox, CancellationToken cancellationToken) => await inbox.GetAsync(id, cancellationToken) ?? throw Missing(id);

    private static ProblemException Missing(Guid id) => Problem.NotFound.Because($"There is no entry {id} in the inbox. Perhaps it was purged. GET /api/operator/messages lists those that there are.");
}

/// <summary>Which entries to list.</summary>
internal sealed record MessageFilter
{
    /// <summary>Only messages, alerts or requests for volumes.</summary>
    public InboxKind? Kind { get; init; }

    /// <summary>Only those that somebody still has to read or answer, or only the others.</summary>
    public bool? Open { get; init; }

    /// <summary>Only what matters at least so much.</summary>
    public NoticeSeverity? LeastSeverity { get; init; }

    /// <summary>Only of this run.</summary>
    public string? WorkflowInstanceId { get; init; }

    /// <summary>How many at most.</summary>
    [Range(1, 1000)]
    public int Limit { get; init; } = 50;

    /// <summary>How many to leave out, from the newest.</summary>
    [Range(0, int.MaxValue)]
    public int Offset { get; init; }
}

/// <summary>A page of the inbox.</summary>
/// <param name="Messages">The newest first.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Limit">How many at most were asked for.</param>
/// <param name="Offset">How many were left out.</param>
internal sealed record MessagePage(IReadOnlyList<InboxEntry> Messages, int Total, int Limit, int Offset);

/// <summary>What was sent of an entry.</summary>
/// <param name="Notices">Each channel.</param>
internal sealed record NoticeList(IReadOnlyList<NoticeDelivery> Notices);

/// <summary>An answer.</summary>
internal sealed record AnswerBody
{
    /// <summary>Whether what was asked for was done.</summary>
    public GivenAnswer? Answer { get; init; }

    /// <summary>What else is to be said.</summary>
    public string? Remark { get; init; }
}

/// <summary>What a person may answer.</summary>
internal enum GivenAnswer
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>It will not be done: what waits for it fails.</summary>
    Refused,
}
