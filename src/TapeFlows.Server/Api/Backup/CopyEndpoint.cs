using System.Security.Claims;
using System.Text.Json.Nodes;
using TapeFlows.Backup;
using TapeFlows.Backup.Compression;
using TapeFlows.Scheduling.Tasks;
using TapeFlows.Server.Access;
using TapeFlows.Server.Api.Description;
using TapeFlows.Server.Api.Problems;
using TapeFlows.Server.Api.Requests;
using TapeFlows.Server.Api.Tasks;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Api.Backup;

/// <summary><c>/api/backup/sets/{id}/copy</c>: a set in another pool as well.</summary>
internal static class CopyEndpoint
{
    private const string Example = """{ "pool": "offsite" }""";

    public static void MapCopies(this IEndpointRouteBuilder backup) =>
        backup.MapPost("/sets/{id:guid}/copy", CopyAsync).RequireAuthorization(Policies.Operate).Answers<Accepted>(StatusCodes.Status202Accepted).Refuses(400, 404, 409).Example(Example);

    /// <summary>Copies a set to another pool from tape to tape, as a run of the procedure copy-set. What has a copy there already is left as it is.</summary>
    public static async Task<IResult> CopyAsync(Guid id, Body<CopyBody> body, Station station, ITaskDesk desk, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        var wanted = body.Value;
        if (wanted.Pool is null || !Pool.IsName(wanted.Pool))
            throw Problem.Of("pool", $"It is missing, or cannot be the name of a pool: {Pool.NameRule}.");
        if (wanted.Compression is { } compression && !UsableCompressions.Names().Contains(compression, StringComparer.Ordinal))
            throw Problem.Of("compression", $"'{compression}' is not to be had here: {string.Join(", ", UsableCompressions.Names())}. Leave it out to keep that of the set.");
        var set = await SetEndpoints.FindAsync(id, station, cancellationToken);
        if (set.State != SetState.Complete)
            throw Problem.Conflict.Because($"Set {id} is {set.State.ToString().ToLowerInvariant()}: only a complete one is copied.");
        var input = new JsonObject { ["Set"] = id.ToString(), ["Pool"] = wanted.Pool, ["Compression"] = wanted.Compression ?? "", ["WithoutBases"] = wanted.WithoutBases };
        var draft = new TaskDraft { ActionType = ActionType.Custom, Procedure = "copy-set", ActionConfig = input, Priority = wanted.Priority ?? TaskPriority.Normal, Retries = [], Conditions = null };
        var (task, executionId) = await desk.ExecuteNowAsync(draft, cancellationToken);
        await audit.WriteAsync(caller, "set.copy", id.ToString(), before: null, wanted, CancellationToken.None);
        return Results.Accepted($"/api/scheduler/runs/{executionId}", new Accepted(executionId, task.Id, [executionId]));
    }
}

/// <summary>Where a copy goes.</summary>
internal sealed record CopyBody
{
    /// <summary>The pool. The copy is never put onto a volume that holds the set already.</summary>
    public string? Pool { get; init; }

    /// <summary>none, gzip or zstd; null: as the set.</summary>
    public string? Compression { get; init; }

    /// <summary>Whether what the set stands on is left out: the copy can then be restored only together with sets of other pools.</summary>
    public bool WithoutBases { get; init; }

    /// <summary>Which run goes first. Default: normal.</summary>
    public TaskPriority? Priority { get; init; }
}
