using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Operations;
using TapeFlows.Scheduling;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Scheduling.Schedules;
using TapeFlows.Scheduling.Tasks;
using TapeFlows.Server.Api;
using TapeFlows.Server.Api.Operations;
using TapeFlows.Server.Api.Problems;
using TapeFlows.Server.Api.Requests;
using TapeFlows.Server.Api.Tasks;
using TapeFlows.Server.CommandLine;
using TapeFlows.Server.Composition;
using TapeFlows.Server.Data;
using TapeFlows.Server.Hosting;
using TapeFlows.Server.Output;
using TapeFlows.Server.Procedures;

namespace TapeFlows.Server.Client;

/// <summary>The tasks of a data folder, without a server. What is to run is put into the queue; a server of the folder takes it from there, now or when it starts.</summary>
internal sealed class EmbeddedTasks : ITaskDoor
{
    // How long a node on the database of the folder may not have been heard of.
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private readonly CommandEngine _engine;
    private readonly Station _station;

    private EmbeddedTasks(CommandEngine engine, Station station) => (_engine, _station) = (engine, station);

    /// <summary>Whether a server works with the data folder.</summary>
    public bool IsServed => FolderLock.IsHeld(_station.Folder.In(ServeCommand.LockFile));

    private ITaskDesk Desk => _engine.Services.GetRequiredService<ITaskDesk>();

    /// <summary>Opens it, with the procedures that ship; the folder is closed with it.</summary>
    public static async Task<EmbeddedTasks> OpenAsync(Station station, LogFile log, Screen screen, CancellationToken cancellationToken)
    {
        var tasks = new EmbeddedTasks(await Engine.StartAsync(station, log, screen.Error, services: services => services.AddTasks(station)), station);
        try
        {
            await using var scope = tasks._engine.CreateAsyncScope();
            await new ShippedWorkflows(new WorkflowShelf(scope.ServiceProvider), station.Folder, screen, log.For(typeof(ShippedWorkflows).FullName!)).ImportAsync(needed: null, cancellationToken);
            return tasks;
        }
        catch
        {
            await tasks.DisposeAsync();
            throw;
        }
    }

    public async Task<TaskPage> ListAsync(string? search, bool enabledOnly, int page, CancellationToken cancellationToken)
    {
        var query = new TaskQuery { Search = string.IsNullOrEmpty(search) ? null : search, EnabledOnly = enabledOnly, Page = page, PageSize = 200 };
        var found = await Desk.ListAsync(query, cancellationToken);
        return new TaskPage([.. found.Items.Select(TaskView.Of)], found.Total, page, query.PageSize);
    }

    public async Task<TaskView?> FindAsync(string id, CancellationToken cancellationToken) => await Desk.FindAsync(id, cancellationToken) is { } task ? TaskView.Of(task) : null;

    public async Task<TaskView> CreateAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var (said, given) = Read<TaskBody>(body);
        return TaskView.Of(await Desk.CreateAsync(said.ApplyTo(new TaskDraft(), given), cancellationToken));
    }

    public async Task<TaskView> ChangeAsync(string id, JsonObject body, CancellationToken cancellationToken)
    {
        var (said, given) = Read<TaskBody>(body);
        return TaskView.Of((await Desk.ChangeAsync(id, draft => said.ApplyTo(draft, given), cancellationToken: cancellationToken)).After);
    }

    public async Task<Accepted> RunAsync(string id, CancellationToken cancellationToken)
    {
        var executionId = await Desk.RunAsync(id, cancellationToken);
        return new Accepted(executionId, id, [executionId]);
    }

    public async Task<Accepted> StopAsync(string id, CancellationToken cancellationToken)
    {
        var stopped = await Desk.StopAsync(id, cancellationToken);
        return new Accepted(stopped[0], id, stopped);
    }

    public async Task<TaskView> EnableAsync(string id, bool enabled, CancellationToken cancellationToken) => TaskView.Of(await Desk.EnableAsync(id, enabled, cancellationToken));

    public async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        // A run is stopped by whoever keeps it; without a server that would be waited for in vain.
        if (await Desk.FindAsync(id, cancellationToken) is { Status: ScheduledTaskStatus.Running } task && !(await StatusAsync(cancellationToken)).Running)
            throw new TaskConflictException($"The task '{task.Draft.Name}' was at work when its server stopped, and only a server can end that. It was not removed. Start 'tapeflows serve', then remove it.");
        await Desk.DeleteAsync(id, cancellationToken: cancellationToken);
    }

    public async Task<LogPage> LogAsync(string? id, int limit, CancellationToken cancellationToken)
    {
        var page = await Desk.LogAsync(new RunQuery { TaskId = id, IsCounted = id is not null, Limit = limit }, cancellationToken);
        return new LogPage([.. page.Items.Select(RunView.Of)], id is null ? null : page.Total, limit, 0);
    }

    public Task<FireList> PreviewAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var wanted = Read<PreviewBody>(body).Said;
        var errors = new List<FieldError>();
        var schedule = ScheduleReader.Read(wanted.ScheduleType, JsonSerializer.SerializeToElement(wanted.ScheduleConfig, ApiJson.Options), errors) ?? throw Problem.Of(errors);
        var zone = string.IsNullOrEmpty(wanted.TimeZone) ? _engine.Services.GetRequiredService<TaskSettings>().TimeZone.Id : wanted.TimeZone;
        return Task.FromResult(new FireList(zone, Desk.Preview(schedule, zone, wanted.Count)));
    }

    /// <summary>As a server would say it: whether tasks are fired is a matter of the server that works with the folder, or of the nodes on its database.</summary>
    public async Task<SchedulerView> StatusAsync(CancellationToken cancellationToken)
    {
        var status = SchedulerView.Of(await Desk.StatusAsync(cancellationToken));
        var alive = _station.Clock.GetUtcNow() - Silence;
        return status with { Running = IsServed || status.Nodes.Any(node => node.LastSeenAt > alive) };
    }

    public async IAsyncEnumerable<(string Type, JsonElement Data)> FollowAsync(Guid id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var operations = _engine.Services.GetRequiredService<IOperations>();
        if (await Desk.FindRunAsync(id, cancellationToken) is { } run)
        {
            await foreach (var change in RunFollow.OfAsync(run, Desk, operations, _station.Clock, cancellationToken))
                yield return (change.EventType, change.Data);
        }
        else if (await operations.GetAsync(id, cancellationToken) is not null)
        {
            await foreach (var operation in operations.WatchAsync(id, cancellationToken))
                yield return ("operation", JsonSerializer.SerializeToElement(OperationView.Of(operation), ApiJson.Options));
        }
        else
        {
            throw TaskDoors.NothingToFollow(id);
        }
    }

    private static (T Said, IReadOnlySet<string> Given) Read<T>(JsonObject body)
        where T : class, new()
    {
        var reader = new FieldReader();
        var said = (T)reader.Read(JsonSerializer.SerializeToElement(body, ApiJson.Options), typeof(T), path: "");
        return reader.Errors.Count > 0 ? throw Problem.Of(reader.Errors) : (said, body.Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _station.DisposeAsync();
    }
}
