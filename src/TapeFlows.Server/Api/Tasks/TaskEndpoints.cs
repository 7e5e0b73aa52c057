using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Scheduling.Tasks;
using TapeFlows.Server.Access;
using TapeFlows.Server.Api.Description;
using TapeFlows.Server.Api.Problems;
using TapeFlows.Server.Api.Requests;

namespace TapeFlows.Server.Api.Tasks;

/// <summary><c>/api/scheduler/tasks</c>: tasks, and what can be done with them.</summary>
internal static class TaskEndpoints
{
    public static void MapTasks(this IEndpointRouteBuilder scheduler)
    {
        var tasks = scheduler.MapGroup("/tasks").WithTags("Tasks");
        tasks.MapGet("/", ListAsync).RequireAuthorization(Policies.View).Answers<TaskPage>();
        tasks.MapPost("/", CreateAsync).RequireAuthorization(Policies.Edit).Answers<TaskView>(StatusCodes.Status201Created).Refuses(400, 409).Example(TaskExamples.Task);
        tasks.MapGet("/{id}", GetAsync).RequireAuthorization(Policies.View).Answers<TaskView>().Refuses(404);
        tasks.MapPut("/{id}", ReplaceAsync).RequireAuthorization(Policies.Edit).Answers<TaskView>().Refuses(400, 404, 409, 412).Example(TaskExamples.Task);
        tasks.MapPatch("/{id}", ChangeAsync).RequireAuthorization(Policies.Edit).Answers<TaskView>().Refuses(400, 404, 409, 412).Example(TaskExamples.Change);
        tasks.MapDelete("/{id}", DeleteAsync).RequireAuthorization(Policies.Edit).Answers(StatusCodes.Status204NoContent).Refuses(404, 409, 412);
        tasks.MapPost("/{id}/run", RunAsync).RequireAuthorization(Policies.Operate).Answers<Accepted>(StatusCodes.Status202Accepted).Refuses(404, 409);
        tasks.MapPost("/{id}/stop", StopAsync).RequireAuthorization(Policies.Operate).Answers<Accepted>(StatusCodes.Status202Accepted).Refuses(404, 409);
        tasks.MapPost("/{id}/enable", EnableAsync).RequireAuthorization(Policies.Edit).Answers<TaskView>().Refuses(404);
        tasks.MapPost("/{id}/disable", DisableAsync).RequireAuthorization(Policies.Edit).Answers<TaskView>().Refuses(404);
        tasks.MapGet("/{id}/logs", LogAsync).RequireAuthorization(Policies.View).Answers<LogPage>().Refuses(404);
        tasks.MapPost("/execute-now", ExecuteNowAsync).RequireAuthorization(Policies.Operate).Answers<Accepted>(StatusCodes.Status202Accepted).Refuses(400).Example(TaskExamples.Now);
    }

    /// <summary>Lists tasks by name, the triggers inside published workflows behind them.</summary>
    public static async Task<IResult> ListAsync(Query<TaskList> query, ITaskDesk desk, CancellationToken cancellationToken)
    {
        var wanted = query.Value;
        var page = await desk.ListAsync(
            new TaskQuery { EnabledOnly = wanted.EnabledOnly, ActionType = wanted.ActionType, Origin = wanted.Origin, Search = wanted.Search, Page = wanted.Page, PageSize = wanted.PageSize },
            cancellationToken);
        return Results.Ok(new TaskPage([.. page.Items.Select(TaskView.Of)], page.Total, wanted.Page, wanted.PageSize));
    }

    /// <summary>Makes a task. Its procedure must be published and take the input.</summary>
    public static async Task<IResult> CreateAsync(Body<TaskBody> body, ITaskDesk desk, IAuditLog audit, ClaimsPrincipal caller, HttpResponse response, CancellationToken cancellationToken)
    {
        var task = await desk.CreateAsync(body.Value.ApplyTo(new TaskDraft(), body.Given), cancellationToken);
        var view = TaskView.Of(task);
        await audit.WriteAsync(caller, "task.create", task.Draft.Name, before: null, view, CancellationToken.None);
        TaskTag.Put(response, task);
        return Results.Created($"/api/scheduler/tasks/{task.Id}", view);
    }

    /// <summary>Shows a task. Its ETag is for the header If-Match of a change.</summary>
    public static async Task<IResult> GetAsync(string id, ITaskDesk desk, HttpResponse response, CancellationToken cancellationToken)
    {
        var task = await FindAsync(id, desk, cancellationToken);
        TaskTag.Put(response, task);
        return Results.Ok(TaskView.Of(task));
    }

    /// <summary>Makes a task what the body says; what it does not say gets its default. Another schedule counts from now.</summary>
    public static Task<IResult> ReplaceAsync(string id, Body<TaskBody> body, ITaskDesk desk, IAuditLog audit, ClaimsPrincipal caller, HttpContext context, CancellationToken cancellationToken) =>
        StoreAsync(id, _ => body.Value.ApplyTo(new TaskDraft(), body.Given), desk, audit, caller, context, cancellationToken);

    /// <summary>Changes the fields of a task that the body names, as a JSON Merge Patch (RFC 7396): null gives a field its default.</summary>
    public static Task<IResult> ChangeAsync(string id, Body<TaskBody> body, ITaskDesk desk, IAuditLog audit, ClaimsPrincipal caller, HttpContext context, CancellationToken cancellationToken) =>
        StoreAsync(id, draft => body.Value.ApplyTo(draft, body.Given), desk, audit, caller, context, cancellationToken);

    private static async Task<IResult> StoreAsync(
        string id, Func<TaskDraft, TaskDraft> change, ITaskDesk desk, IAuditLog audit, ClaimsPrincipal caller, HttpContext context, CancellationToken cancellationToken)
    {
        var (before, after) = await desk.ChangeAsync(id, change, TaskTag.Wanted(context.Request), cancellationToken);
        var view = TaskView.Of(after);
        await audit.WriteAsync(caller, "task.change", after.Draft.Name, TaskView.Of(before), view, CancellationToken.None);
        TaskTag.Put(context.Response, after);
        return Results.Ok(view);
    }

    /// <summary>Deletes a task; what runs of it is stopped first, at a safe point. Its log stays until it is purged.</summary>
    public static async Task<IResult> DeleteAsync(string id, ITaskDesk desk, IAuditLog audit, ClaimsPrincipal caller, HttpRequest request, CancellationToken cancellationToken)
    {
        var deleted = await desk.DeleteAsync(id, TaskTag.Wanted(request), cancellationToken);
        await audit.WriteAsync(caller, "task.delete", deleted.Draft.Name, TaskView.Of(deleted), after: null, CancellationToken.None);
        return Results.NoContent();
    }

    /// <summary>Starts a task now, also a disabled one. It does not wait for conditions, only for its turn.</summary>
    public static async Task<IResult> RunAsync(string id, ITaskDesk desk, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        var executionId = await desk.RunAsync(id, cancellationToken);
        return await AcceptAsync("task.run", new Accepted(executionId, id, [executionId]), audit, caller);
    }

    /// <summary>Stops a task: what waits ends at once, what runs at a safe point. The log says when it has ended.</summary>
    public static async Task<IResult> StopAsync(string id, ITaskDesk desk, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        var stopped = await desk.StopAsync((await FindAsync(id, desk, cancellationToken)).Id, cancellationToken);
        return await AcceptAsync("task.stop", new Accepted(stopped[0], id, stopped), audit, caller);
    }

    /// <summary>Enables a task, which clears an error or a pause.</summary>
    public static Task<IResult> EnableAsync(string id, ITaskDesk desk, IAuditLog audit, ClaimsPrincipal caller, HttpResponse response, CancellationToken cancellationToken) =>
        SwitchAsync(id, enabled: true, desk, audit, caller, response, cancellationToken);

    /// <summary>Disables a task; what runs goes on.</summary>
    public static Task<IResult> DisableAsync(string id, ITaskDesk desk, IAuditLog audit, ClaimsPrincipal caller, HttpResponse response, CancellationToken cancellationToken) =>
        SwitchAsync(id, enabled: false, desk, audit, caller, response, cancellationToken);

    private static async Task<IResult> SwitchAsync(string id, bool enabled, ITaskDesk desk, IAuditLog audit, ClaimsPrincipal caller, HttpResponse response, CancellationToken cancellationToken)
    {
        var before = await FindAsync(id, desk, cancellationToken);
        var after = await desk.EnableAsync(id, enabled, cancellationToken);
        var view = TaskView.Of(after);
        await audit.WriteAsync(caller, enabled ? "task.enable" : "task.disable", after.Draft.Name, TaskView.Of(before), view, CancellationToken.None);
        TaskTag.Put(response, after);
        return Results.Ok(view);
    }

    /// <summary>The log of a task, the latest first. It outlives the task.</summary>
    public static async Task<IResult> LogAsync(string id, Query<LogRange> query, ITaskDesk desk, CancellationToken cancellationToken)
    {
        var (limit, offset) = (query.Value.Limit, query.Value.Offset);
        var page = await desk.LogAsync(id, limit, offset, cancellationToken);
        if (page.Total == 0)
            await FindAsync(id, desk, cancellationToken);
        return Results.Ok(new LogPage([.. page.Items.Select(RunView.Of)], page.Total, limit, offset));
    }

    /// <summary>Runs something once, now: the body of a task without a schedule. It is not in lists; its log is.</summary>
    public static async Task<IResult> ExecuteNowAsync(Body<TaskBody> body, ITaskDesk desk, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        if (body.Value.ScheduleType is not null || body.Value.ScheduleConfig is not null)
            throw Problem.Of("schedule_type", "What runs now has no schedule. Leave it out, or make a task.");
        var (task, executionId) = await desk.ExecuteNowAsync(body.Value.ApplyTo(new TaskDraft(), body.Given), cancellationToken);
        await audit.WriteAsync(caller, "task.execute-now", task.Draft.Name, before: null, TaskView.Of(task), CancellationToken.None);
        return Accept(new Accepted(executionId, task.Id, [executionId]));
    }

    private static async Task<IResult> AcceptAsync(string action, Accepted accepted, IAuditLog audit, ClaimsPrincipal caller)
    {
        await audit.WriteAsync(caller, action, accepted.TaskId, before: null, accepted, CancellationToken.None);
        return Accept(accepted);
    }

    private static IResult Accept(Accepted accepted) => Results.Accepted($"/api/scheduler/runs/{accepted.ExecutionId}", accepted);

    private static async Task<ScheduledTask> FindAsync(string id, ITaskDesk desk, CancellationToken cancellationToken) =>
        await desk.FindAsync(id, cancellationToken) ?? throw Problem.NotFound.Because($"There is no task '{id}'. GET /api/scheduler/tasks lists those that there are.");
}

/// <summary>Which tasks to list.</summary>
internal sealed record TaskList
{
    /// <summary>Only those whose schedule counts.</summary>
    public bool EnabledOnly { get; init; }

    /// <summary>Only of this kind.</summary>
    public ActionType? ActionType { get; init; }

    /// <summary>Only from there.</summary>
    public TaskOrigin? Origin { get; init; }

    /// <summary>A part of the name or the description, in any case.</summary>
    public string? Search { get; init; }

    /// <summary>Which page, from 1.</summary>
    [Range(1, 1_000_000)]
    public int Page { get; init; } = 1;

    /// <summary>How many on a page.</summary>
    [Range(1, TaskQuery.MaxPageSize)]
    public int PageSize { get; init; } = 50;
}

/// <summary>Which lines of the log.</summary>
internal sealed record LogRange
{
    /// <summary>How many at most.</summary>
    [Range(1, 1000)]
    public int Limit { get; init; } = 50;

    /// <summary>How many to leave out, from the latest.</summary>
    [Range(0, int.MaxValue)]
    public int Offset { get; init; }
}

/// <summary>What is under way now.</summary>
/// <param name="ExecutionId">The run.</param>
/// <param name="TaskId">The task.</param>
/// <param name="ExecutionIds">All runs that this is about.</param>
internal sealed record Accepted(Guid ExecutionId, string TaskId, IReadOnlyList<Guid> ExecutionIds);
