using System.ComponentModel.DataAnnotations;
using System.Net.ServerSentEvents;
using System.Security.Claims;
using TapeFlows.Operations;
using TapeFlows.Scheduling;
using TapeFlows.Server.Access;
using TapeFlows.Server.Api.Description;
using TapeFlows.Server.Api.Problems;
using TapeFlows.Server.Api.Requests;

namespace TapeFlows.Server.Api.Operations;

/// <summary><c>/api/operations</c>: the tape work of all nodes, as it goes.</summary>
internal static class OperationEndpoints
{
    public static void MapOperations(this IEndpointRouteBuilder api)
    {
        var operations = api.MapGroup("/operations").WithTags("Operations");
        operations.MapGet("/", ListAsync).RequireAuthorization(Policies.View).Answers<OperationPage>();
        operations.MapGet("/{id:guid}", GetAsync).RequireAuthorization(Policies.View).Answers<OperationView>().Refuses(404);
        operations.MapGet("/{id:guid}/attempts", AttemptsAsync).RequireAuthorization(Policies.View).Answers<AttemptList>().Refuses(404);
        operations.MapGet("/{id:guid}/follow", FollowAsync).RequireAuthorization(Policies.View).Answers<OperationView>(contentType: "text/event-stream").Refuses(404);
        operations.MapPost("/{id:guid}/cancel", CancelAsync).RequireAuthorization(Policies.Operate).Answers<OperationView>(StatusCodes.Status202Accepted).Refuses(404, 409);
        operations.MapPost("/{id:guid}/pause", PauseAsync).RequireAuthorization(Policies.Operate).Answers<OperationView>(StatusCodes.Status202Accepted).Refuses(404, 409);
        operations.MapPost("/{id:guid}/resume", ResumeAsync).RequireAuthorization(Policies.Operate).Answers<OperationView>(StatusCodes.Status202Accepted).Refuses(404, 409);
    }

    /// <summary>Lists operations, the newest first.</summary>
    public static async Task<IResult> ListAsync(Query<OperationList> query, IOperations operations, CancellationToken cancellationToken)
    {
        var wanted = query.Value;
        var states = wanted.State is { } state ? [state] : wanted.Active is { } active ? [.. Enum.GetValues<OperationState>().Where(x => x.IsEnd() != active)] : (OperationState[]?)null;
        var page = await operations.ListAsync(new OperationQuery { Run = wanted.WorkflowInstanceId, States = states, Skip = wanted.Offset, Take = wanted.Limit }, cancellationToken);
        return Results.Ok(new OperationPage([.. page.Select(OperationView.Of)], wanted.Limit, wanted.Offset));
    }

    /// <summary>Shows an operation.</summary>
    public static async Task<IResult> GetAsync(Guid id, IOperations operations, CancellationToken cancellationToken) =>
        Results.Ok(OperationView.Of(await FindAsync(id, operations, cancellationToken)));

    /// <summary>The attempts at an operation, each with why it was not the last.</summary>
    public static async Task<IResult> AttemptsAsync(Guid id, IOperations operations, CancellationToken cancellationToken)
    {
        await FindAsync(id, operations, cancellationToken);
        return Results.Ok(new AttemptList(await operations.ListAttemptsAsync(id, cancellationToken)));
    }

    /// <summary>An operation as it changes, at most twice a second, as server-sent events of the type operation; the stream ends with it.</summary>
    public static async Task<IResult> FollowAsync(Guid id, IOperations operations, TimeProvider clock, CancellationToken cancellationToken)
    {
        await FindAsync(id, operations, cancellationToken);
        var changes = operations.WatchAsync(id, cancellationToken).Select(OperationView.Of);
        return TypedResults.ServerSentEvents(Heartbeat.Of(changes, clock, cancellationToken).Select(view => new SseItem<OperationView>(view, "operation")));
    }

    /// <summary>Ends an operation: one that runs at the next block, with its volume left consistent; any other at once.</summary>
    public static Task<IResult> CancelAsync(Guid id, IOperations operations, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken) =>
        WishAsync(id, "cancel", operations.CancelAsync, operations, audit, caller, cancellationToken);

    /// <summary>Stops an operation where it can go on from: a write at its next committed segment.</summary>
    public static Task<IResult> PauseAsync(Guid id, IOperations operations, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken) =>
        WishAsync(id, "pause", operations.PauseAsync, operations, audit, caller, cancellationToken);

    /// <summary>Has an operation go on that is paused, or waits for a person.</summary>
    public static Task<IResult> ResumeAsync(Guid id, IOperations operations, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken) =>
        WishAsync(id, "resume", operations.ResumeAsync, operations, audit, caller, cancellationToken);

    private static async Task<IResult> WishAsync(
        Guid id, string deed, Func<Guid, CancellationToken, Task<bool>> wish, IOperations operations, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        var before = await FindAsync(id, operations, cancellationToken);
        if (!await wish(id, cancellationToken))
            throw Problem.Conflict.Because($"The operation is {Words.Of(before.State)}, so there is nothing to {deed}. Nothing was changed.");
        var after = OperationView.Of(await FindAsync(id, operations, cancellationToken));
        await audit.WriteAsync(caller, $"operation.{deed}", id.ToString(), OperationView.Of(before), after, CancellationToken.None);
        return Results.Accepted($"/api/operations/{id}", after);
    }

    private static async Task<Operation> FindAsync(Guid id, IOperations operations, CancellationToken cancellationToken) =>
        await operations.GetAsync(id, cancellationToken) ?? throw Problem.NotFound.Because($"There is no operation {id}. GET /api/operations lists those that there are.");
}

/// <summary>Which operations to list.</summary>
internal sealed record OperationList
{
    /// <summary>Only those that have not ended, or only those that have.</summary>
    public bool? Active { get; init; }

    /// <summary>Only in this state.</summary>
    public OperationState? State { get; init; }

    /// <summary>Only of this run.</summary>
    public string? WorkflowInstanceId { get; init; }

    /// <summary>How many at most.</summary>
    [Range(1, 1000)]
    public int Limit { get; init; } = 100;

    /// <summary>How many to leave out, from the newest.</summary>
    [Range(0, int.MaxValue)]
    public int Offset { get; init; }
}
