using System.Security.Claims;
using System.Text.Json.Nodes;
using TapeFlows.Backup;
using TapeFlows.Backup.Restore;
using TapeFlows.Backup.Restore.Target;
using TapeFlows.Scheduling.Tasks;
using TapeFlows.Server.Access;
using TapeFlows.Server.Api.Description;
using TapeFlows.Server.Api.Problems;
using TapeFlows.Server.Api.Requests;
using TapeFlows.Server.Api.Tasks;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Api.Backup;

/// <summary><c>/api/backup/restore</c>: what a restore needs, and having it run.</summary>
internal static class RestoreEndpoints
{
    private const string PlanExample = """{ "at": "2026-12-24T18:00:00+01:00", "paths": ["home/anna/thesis.tex"] }""";
    private const string RestoreExample = """{ "paths": ["home/anna/thesis.tex"], "target": "/restored", "overwrite": "keep_both" }""";

    public static void MapRestores(this IEndpointRouteBuilder backup)
    {
        backup.MapPost("/restore/plan", PlanAsync).RequireAuthorization(Policies.View).Answers<PlanView>().Refuses(400, 404, 409).Example(PlanExample);
        backup.MapPost("/restore", RestoreAsync).RequireAuthorization(Policies.Operate).Answers<Accepted>(StatusCodes.Status202Accepted).Refuses(400, 404).Example(RestoreExample);
    }

    /// <summary>Says what a restore would read: volumes in their order, how much, how long, what is missing. Nothing is mounted.</summary>
    public static async Task<IResult> PlanAsync(Body<RestorePlanBody> body, Station station, CancellationToken cancellationToken)
    {
        var wanted = body.Value;
        if (wanted.SetId is { } id)
            await SetEndpoints.FindAsync(id, station, cancellationToken);
        var inLibrary = station.Library.Inventory().Where(element => element.IsFull).Select(element => element.Barcode!).ToHashSet(StringComparer.Ordinal);
        try
        {
            var request = new RestoreRequest { SetId = wanted.SetId, At = wanted.At, Roots = wanted.Roots, Paths = wanted.Paths ?? [] };
            return Results.Ok(PlanView.Of(await new RestorePlanner(station.Catalog).MakeAsync(request, inLibrary, cancellationToken)));
        }
        catch (FormatException e)
        {
            throw Problem.Of("paths", e.Message);
        }
    }

    /// <summary>Restores, as a run of the procedure restore.</summary>
    public static async Task<IResult> RestoreAsync(Body<RestoreBody> body, Station station, ITaskDesk desk, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        var wanted = body.Value;
        if (string.IsNullOrEmpty(wanted.Target) || !Path.IsPathRooted(wanted.Target))
            throw Problem.Of("target", "It is missing, or does not begin with a slash. Write the directory below which every entry gets its full path, or / for the original place.");
        if (wanted.SetId is { } id)
            await SetEndpoints.FindAsync(id, station, cancellationToken);
        var draft = new TaskDraft { ActionType = ActionType.Recovery, ActionConfig = InputOf(wanted), Priority = wanted.Priority ?? TaskPriority.High, Retries = [], Conditions = null };
        var (task, executionId) = await desk.ExecuteNowAsync(draft, cancellationToken);
        await audit.WriteAsync(caller, "restore.start", task.Draft.Name, before: null, wanted, CancellationToken.None);
        return Results.Accepted($"/api/scheduler/runs/{executionId}", new Accepted(executionId, task.Id, [executionId]));
    }

    private static JsonObject InputOf(RestoreBody wanted)
    {
        var input = new JsonObject { ["Target"] = wanted.Target, ["Overwrite"] = (wanted.Overwrite ?? OverwritePolicy.Always).ToString(), ["Paths"] = new JsonArray([.. (wanted.Paths ?? []).Select(path => JsonValue.Create(path))]) };
        if (wanted.SetId is { } id)
            input["Set"] = id.ToString();
        if (wanted.At is { } at)
            input["At"] = at.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        return input;
    }
}

/// <summary>What is to be restored.</summary>
[ReadOnlyFields(typeof(RestoreBody))]
internal sealed record RestorePlanBody
{
    /// <summary>A certain set; null: the latest complete one, at the moment given.</summary>
    public Guid? SetId { get; init; }

    /// <summary>The state at this moment; null: now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The history to choose from, by its sources; null: that of the newest set.</summary>
    public IReadOnlyList<string>? Roots { get; init; }

    /// <summary>Paths and patterns; a directory stands for all that is in it. Empty: everything.</summary>
    public IReadOnlyList<string>? Paths { get; init; }
}

/// <summary>What is to be restored, and where to.</summary>
internal sealed record RestoreBody
{
    /// <summary>A certain set; null: the latest complete one, at the moment given.</summary>
    public Guid? SetId { get; init; }

    /// <summary>The state at this moment; null: now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Paths and patterns; a directory stands for all that is in it. Empty: everything.</summary>
    public IReadOnlyList<string>? Paths { get; init; }

    /// <summary>The directory below which every entry gets its full path; / is the original place.</summary>
    public string? Target { get; init; }

    /// <summary>What happens to what is already there. Default: always, it is replaced.</summary>
    public OverwritePolicy? Overwrite { get; init; }

    /// <summary>Which run goes first. Default: high, before backups.</summary>
    public TaskPriority? Priority { get; init; }
}

/// <summary>What a restore will do.</summary>
internal sealed record PlanView
{
    /// <summary>The sets that are read, oldest first.</summary>
    public required IReadOnlyList<SetView> Sets { get; init; }

    /// <summary>The volumes in the order in which they are needed.</summary>
    public required IReadOnlyList<PlannedVolumeView> Volumes { get; init; }

    /// <summary>Those of them that are not in the library.</summary>
    public required IReadOnlyList<string> MissingVolumes { get; init; }

    /// <summary>Entries.</summary>
    public required long Files { get; init; }

    /// <summary>Content bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>How long it takes, people's time for inserting cartridges not counted.</summary>
    public required double EstimatedSeconds { get; init; }

    /// <summary>Entries that cannot be restored because a volume is missing.</summary>
    public required long Unavailable { get; init; }

    /// <summary>The first of those.</summary>
    public required IReadOnlyList<string> FirstUnavailable { get; init; }

    public static PlanView Of(RestorePlan plan) => new()
    {
        Sets = [.. plan.Chain.Select(SetView.Of)],
        Volumes = [.. plan.Volumes.Select(volume => new PlannedVolumeView(volume.Barcode, volume.IsAvailable, volume.Files, volume.Bytes, Math.Round(volume.EstimatedTime.TotalSeconds, 1)))],
        MissingVolumes = [.. plan.MissingVolumes],
        Files = plan.Files,
        Bytes = plan.Bytes,
        EstimatedSeconds = Math.Round(plan.EstimatedTime.TotalSeconds, 1),
        Unavailable = plan.Unavailable,
        FirstUnavailable = [.. plan.FirstUnavailable.Select(path => "/" + path)],
    };
}

/// <summary>One mount of a restore.</summary>
/// <param name="Volume">The barcode.</param>
/// <param name="Available">Whether it is in the library.</param>
/// <param name="Files">Entries that begin on it.</param>
/// <param name="Bytes">Content bytes of those.</param>
/// <param name="EstimatedSeconds">Loading, locating, reading and unloading.</param>
internal sealed record PlannedVolumeView(string Volume, bool Available, long Files, long Bytes, double EstimatedSeconds);
