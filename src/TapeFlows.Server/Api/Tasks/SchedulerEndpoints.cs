using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using TapeFlows.Operations;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Scheduling.Schedules;
using TapeFlows.Scheduling.Tasks;
using TapeFlows.Server.Access;
using TapeFlows.Server.Api.Description;
using TapeFlows.Server.Api.Problems;
using TapeFlows.Server.Api.Requests;

namespace TapeFlows.Server.Api.Tasks;

/// <summary><c>/api/scheduler</c>: how the scheduler is doing, the log of all tasks, and when a schedule is due.</summary>
internal static class SchedulerEndpoints
{
    public static void MapScheduler(this IEndpointRouteBuilder api)
    {
        var scheduler = api.MapGroup("/scheduler");
        scheduler.MapTasks();
        var rest = scheduler.MapGroup("/").WithTags("Scheduler");
        rest.MapGet("/status", StatusAsync).RequireAuthorization(Policies.View).Answers<SchedulerView>();
        rest.MapPost("/preview", Preview).RequireAuthorization(Policies.View).Answers<FireList>().Refuses(400).Example(TaskExamples.Preview);
        rest.MapGet("/runs/{executionId:guid}", RunAsync).RequireAuthorization(Policies.View).Answers<RunView>().Refuses(404);
        rest.MapGet("/runs/{executionId:guid}/follow", FollowAsync).RequireAuthorization(Policies.View).Answers<RunView>(contentType: "text/event-stream").Refuses(404);
        rest.MapGet("/logs", LogAsync).RequireAuthorization(Policies.View).Answers<LogPage>();
        rest.MapGet("/logs/export", Export).RequireAuthorization(Policies.View).Answers<string>(contentType: "text/csv").Answers<IReadOnlyList<RunView>>();
    }

    /// <summary>Shows what runs, what waits in its order, what is planned next, and the nodes that share the work.</summary>
    public static async Task<IResult> StatusAsync(ITaskDesk desk, CancellationToken cancellationToken) => Results.Ok(SchedulerView.Of(await desk.StatusAsync(cancellationToken)));

    /// <summary>The next planned times of a schedule, in its zone, before anything is saved.</summary>
    public static IResult Preview(Body<PreviewBody> body, ITaskDesk desk, Scheduling.TaskSettings settings)
    {
        var wanted = body.Value;
        var errors = new List<FieldError>();
        var schedule = ScheduleReader.Read(wanted.ScheduleType, JsonSerializer.SerializeToElement(wanted.ScheduleConfig, ApiJson.Options), errors);
        if (schedule is null)
            throw Problem.Of(errors);
        var zone = string.IsNullOrEmpty(wanted.TimeZone) ? settings.TimeZone.Id : wanted.TimeZone;
        return Results.Ok(new FireList(zone, desk.Preview(schedule, zone, wanted.Count)));
    }

    /// <summary>Shows a run.</summary>
    public static async Task<IResult> RunAsync(Guid executionId, ITaskDesk desk, CancellationToken cancellationToken) => Results.Ok(RunView.Of(await FindRunAsync(executionId, desk, cancellationToken)));

    /// <summary>A run and its tape work as they go, as server-sent events of the types run and operation; the stream ends with the run.</summary>
    public static async Task<IResult> FollowAsync(Guid executionId, ITaskDesk desk, IOperations operations, TimeProvider clock, CancellationToken cancellationToken) =>
        TypedResults.ServerSentEvents(RunFollow.OfAsync(await FindRunAsync(executionId, desk, cancellationToken), desk, operations, clock, cancellationToken));

    private static async Task<Run> FindRunAsync(Guid executionId, ITaskDesk desk, CancellationToken cancellationToken) =>
        await desk.FindRunAsync(executionId, cancellationToken) ?? throw Problem.NotFound.Because($"There is no run {executionId}. Perhaps its line of the log was purged.");

    /// <summary>The log of all tasks, the latest first.</summary>
    public static async Task<IResult> LogAsync(Query<LogRange> query, ITaskDesk desk, CancellationToken cancellationToken)
    {
        var (limit, offset) = (query.Value.Limit, query.Value.Offset);
        var page = await desk.LogAsync(new RunQuery { IsCounted = false, Limit = limit, Offset = offset }, cancellationToken);
        return Results.Ok(new LogPage([.. page.Items.Select(RunView.Of)], Total: null, limit, offset));
    }

    /// <summary>The whole log in its order, as a stream: CSV (RFC 4180) or a JSON array.</summary>
    public static IResult Export(Query<ExportWish> query, ITaskDesk desk, TimeProvider clock, HttpResponse response, CancellationToken cancellationToken)
    {
        var runs = desk.ExportAsync(cancellationToken);
        var name = FormattableString.Invariant($"runs-{clock.GetUtcNow():yyyyMMdd-HHmmss}.{(query.Value.Format == ExportFormat.Csv ? "csv" : "json")}");
        return query.Value.Format == ExportFormat.Csv
            ? Results.Stream(to => RunExport.WriteCsvAsync(runs, to, cancellationToken), "text/csv; charset=utf-8", name)
            : Results.Stream(to => RunExport.WriteJsonAsync(runs, to, cancellationToken), "application/json; charset=utf-8", name);
    }
}

/// <summary>How the scheduler is doing.</summary>
/// <param name="Running">Whether this node fires what is due.</param>
/// <param name="TotalTasks">How many tasks there are.</param>
/// <param name="EnabledTasks">How many of them are enabled.</param>
/// <param name="RunningExecutions">The runs that go on.</param>
/// <param name="Queue">What waits: for its turn in order, then for something else.</param>
/// <param name="Nodes">The nodes that share the work.</param>
/// <param name="NextRuns">The first ten planned times to come, one for each enabled task.</param>
internal sealed record SchedulerView(
    bool Running,
    int TotalTasks,
    int EnabledTasks,
    IReadOnlyList<RunView> RunningExecutions,
    IReadOnlyList<RunView> Queue,
    IReadOnlyList<SchedulerNode> Nodes,
    IReadOnlyList<NextRun> NextRuns)
{
    public static SchedulerView Of(SchedulerState state) => new(
        state.Running, state.TotalTasks, state.EnabledTasks, [.. state.RunningExecutions.Select(RunView.Of)], [.. state.Queue.Select(RunView.Of)], state.Nodes, state.NextRuns);
}

/// <summary>A schedule to be looked at.</summary>
internal sealed record PreviewBody
{
    /// <summary>once, interval, daily, weekly, monthly, yearly or cron.</summary>
    public string? ScheduleType { get; init; }

    /// <summary>When exactly, by type.</summary>
    public JsonObject? ScheduleConfig { get; init; }

    /// <summary>For example Europe/Berlin. Default: the server's.</summary>
    public string? TimeZone { get; init; }

    /// <summary>How many times to show.</summary>
    [Range(1, Schedule.MaxPreview)]
    public int Count { get; init; } = 10;
}

/// <summary>When a schedule is due.</summary>
/// <param name="TimeZone">The zone of its clock.</param>
/// <param name="Fires">The next planned times, each with the offset of the zone.</param>
internal sealed record FireList(string TimeZone, IReadOnlyList<DateTimeOffset> Fires);

/// <summary>How to write the log.</summary>
internal sealed record ExportWish
{
    /// <summary>csv or json.</summary>
    public ExportFormat Format { get; init; } = ExportFormat.Csv;
}

/// <summary>A form of the log.</summary>
internal enum ExportFormat
{
    /// <summary>A heading and a line for each run.</summary>
    Csv,

    /// <summary>An array of objects.</summary>
    Json,
}
