using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization;
using TapeFlows.Backup;
using TapeFlows.Scheduling.Tasks;
using TapeFlows.Server.Access;
using TapeFlows.Server.Api.Backup;
using TapeFlows.Server.Api.Problems;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Api.Older;

/// <summary>
/// <c>/api/backups</c>: the addresses of the older service, for scripts that call them: camel case in <c>{"success","data","message"}</c>, administrators only, and the built-in tasks
/// <c>backup_full</c>, <c>backup_incremental</c> and <c>cleanup</c>, which the variables of that service make.
/// </summary>
internal static class OlderEndpoints
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = ApiJson.Options.Encoder, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };

    private static readonly Dictionary<string, TaskDraft> BuiltIn = new(StringComparer.Ordinal)
    {
        ["backup_full"] = new TaskDraft { ActionType = ActionType.Backup, Procedure = "full-backup" },
        ["backup_incremental"] = new TaskDraft { ActionType = ActionType.Backup, Procedure = "incremental-backup" },
        ["cleanup"] = new TaskDraft { ActionType = ActionType.Cleanup },
    };

    public static void MapOlder(this IEndpointRouteBuilder api)
    {
        var backups = api.MapGroup("/backups").WithTags("Older service").RequireAuthorization(Policies.Administer).AddEndpointFilter(InEnvelopeAsync);
        backups.MapGet("/scheduler/status", StatusAsync);
        backups.MapPost("/scheduler/trigger", TriggerAsync);
        backups.MapPatch("/scheduler/task/{taskId}", SwitchAsync);
        backups.MapGet("/", ListAsync);
        backups.MapPost("/", StartAsync);
        backups.MapGet("/{id:guid}", GetAsync);
        backups.MapDelete("/{id:guid}", RemoveAsync);
        backups.MapGet("/{id:guid}/download", DownloadEndpoint.DownloadAsync);
    }

    /// <summary>The built-in tasks, as the older service told them.</summary>
    public static async Task<IResult> StatusAsync(ITaskDesk desk, CancellationToken cancellationToken)
    {
        var state = await desk.StatusAsync(cancellationToken);
        var tasks = await desk.ListAsync(new TaskQuery { Origin = TaskOrigin.Config }, cancellationToken);
        return Done(new
        {
            state.Running,
            RunningTasks = state.RunningExecutions.Select(run => run.TaskId),
            Tasks = tasks.Items.Select(task => new { task.Id, task.Draft.Name, task.Draft.Enabled, task.Status, Schedule = task.Draft.Schedule?.ToConfig()["cron"], NextRun = task.NextRunTime, LastRun = task.LastRunTime }),
        });
    }

    /// <summary>Starts a built-in task.</summary>
    public static async Task<IResult> TriggerAsync(HttpRequest request, ITaskDesk desk, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        var wish = await ReadAsync(request, cancellationToken);
        return await RunAsync(wish.TaskId ?? throw Problem.Of("taskId", "It is missing. Write backup_full, backup_incremental or cleanup."), desk, audit, caller, cancellationToken);
    }

    /// <summary>Enables or disables a built-in task.</summary>
    public static async Task<IResult> SwitchAsync(string taskId, HttpRequest request, ITaskDesk desk, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        var enabled = (await ReadAsync(request, cancellationToken)).Enabled ?? throw Problem.Of("enabled", "It is missing. Write true or false.");
        if (BuiltIn.ContainsKey(taskId) && await desk.FindAsync(taskId, cancellationToken) is null)
            throw Problem.NotFound.Because($"'{taskId}' has no schedule here. The variable BACKUP_SCHEDULER_ENABLED=true makes the built-in tasks; POST /api/scheduler/tasks makes others.");
        var after = await desk.EnableAsync(taskId, enabled, cancellationToken);
        await audit.WriteAsync(caller, enabled ? "task.enable" : "task.disable", after.Draft.Name, before: null, new { Enabled = enabled }, CancellationToken.None);
        return Done(new { TaskId = after.Id, after.Draft.Enabled });
    }

    /// <summary>Lists sets, the newest first.</summary>
    public static async Task<IResult> ListAsync(Station station, CancellationToken cancellationToken) =>
        Done((await station.Catalog.ListSetsAsync(new SetQuery { Take = 1000 }, cancellationToken)).Select(Line));

    /// <summary>Starts a full or an incremental backup, as the built-in task does.</summary>
    public static async Task<IResult> StartAsync(HttpRequest request, ITaskDesk desk, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        var type = (await ReadAsync(request, cancellationToken)).Type ?? "full";
        return type is "full" or "incremental"
            ? await RunAsync($"backup_{type}", desk, audit, caller, cancellationToken)
            : throw Problem.Of("type", $"'{type}' is no type of backup. Write full or incremental.");
    }

    /// <summary>Shows a set.</summary>
    public static async Task<IResult> GetAsync(Guid id, Station station, CancellationToken cancellationToken) => Done(Line(await SetEndpoints.FindAsync(id, station, cancellationToken)));

    /// <summary>Forgets a set. What is on tape stays there until its volume is used again.</summary>
    public static async Task<IResult> RemoveAsync(Guid id, Station station, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        var set = await SetEndpoints.FindAsync(id, station, cancellationToken);
        if (set.State == SetState.Writing)
            throw Problem.Conflict.Because($"Set {id} is being written. Nothing was removed.");
        var isHeldElsewhere = (await station.Catalog.ListSetsAsync(new SetQuery { Content = set.ContentId, States = [SetState.Complete], Take = 2 }, cancellationToken)).Any(other => other.Id != id);
        for (var skip = 0; !isHeldElsewhere; skip += 1000)
        {
            var page = await station.Catalog.ListSetsAsync(new SetQuery { Skip = skip, Take = 1000 }, cancellationToken);
            if (page.FirstOrDefault(other => other.BaseId == set.ContentId) is { } dependent)
                throw Problem.Conflict.Because($"Set {dependent.Id} stands on set {id} and could not be restored without it. Nothing was removed.");
            if (page.Count < 1000)
                break;
        }

        await station.Catalog.RemoveSetAsync(id, cancellationToken);
        await audit.WriteAsync(caller, "set.remove", id.ToString(), SetView.Of(set), after: null, CancellationToken.None);
        return Done(new { Id = id });
    }

    private static async Task<IResult> RunAsync(string taskId, ITaskDesk desk, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        // The built-in tasks could always be started, also where no variable gives them a time.
        var executionId = await desk.FindAsync(taskId, cancellationToken) is null && BuiltIn.TryGetValue(taskId, out var draft)
            ? (await desk.ExecuteNowAsync(draft, cancellationToken)).ExecutionId
            : await desk.RunAsync(taskId, cancellationToken);
        await audit.WriteAsync(caller, "task.run", taskId, before: null, new { ExecutionId = executionId }, CancellationToken.None);
        return Done(new { TaskId = taskId, ExecutionId = executionId });
    }

    private static object Line(BackupSet set) => new
    {
        set.Id, Type = set.Type, Status = set.State, CreatedAt = set.StartedAt, CompletedAt = set.FinishedAt, Size = set.Bytes, FileCount = set.Files, set.Roots, set.Pool,
        Checksum = set.ManifestSha256 is { } sum ? Convert.ToHexStringLower(sum) : null,
    };

    private static async Task<OlderWish> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is null or 0 && !request.Headers.ContainsKey("Transfer-Encoding"))
            return new OlderWish();
        try
        {
            return await JsonSerializer.DeserializeAsync<OlderWish>(request.Body, Json, cancellationToken) ?? new OlderWish();
        }
        catch (JsonException)
        {
            throw Problem.MalformedJson.Because("The body is not the JSON that belongs here.");
        }
    }

    private static IResult Done(object data) => Results.Json(new { Success = true, Data = data, Message = "" }, Json);

    private static async ValueTask<object?> InEnvelopeAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        try
        {
            return await next(invocation);
        }
        catch (Exception e) when (ProblemAnswers.Explain(e) is { Problem.Status: < 500 } known)
        {
            return Results.Json(new { Success = false, Data = (object?)null, Message = known.Detail }, Json, statusCode: known.Problem.Status);
        }
    }

    private sealed record OlderWish
    {
        public string? TaskId { get; init; }

        public bool? Enabled { get; init; }

        public string? Type { get; init; }
    }
}
