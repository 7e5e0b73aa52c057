using System.Text.Json;
using System.Text.Json.Nodes;
using TapeFlows.Server.Api.Tasks;

namespace TapeFlows.Server.Client;

/// <summary>Tasks as commands work with them: of a running server, or of a data folder without one. Both say the same of the same, in the shapes of the API.</summary>
internal interface ITaskDoor : IAsyncDisposable
{
    Task<TaskPage> ListAsync(string? search, bool enabledOnly, int page, CancellationToken cancellationToken);

    /// <summary>A task; null: there is none of that id.</summary>
    Task<TaskView?> FindAsync(string id, CancellationToken cancellationToken);

    Task<TaskView> CreateAsync(JsonObject body, CancellationToken cancellationToken);

    Task<TaskView> ChangeAsync(string id, JsonObject body, CancellationToken cancellationToken);

    Task<Accepted> RunAsync(string id, CancellationToken cancellationToken);

    Task<Accepted> StopAsync(string id, CancellationToken cancellationToken);

    Task<TaskView> EnableAsync(string id, bool enabled, CancellationToken cancellationToken);

    Task RemoveAsync(string id, CancellationToken cancellationToken);

    /// <summary>The log, the latest first; of all tasks where no id is given.</summary>
    Task<LogPage> LogAsync(string? id, int limit, CancellationToken cancellationToken);

    Task<FireList> PreviewAsync(JsonObject body, CancellationToken cancellationToken);

    Task<SchedulerView> StatusAsync(CancellationToken cancellationToken);

    /// <summary>A run or an operation as it changes, up to its end: events of the type <c>run</c> or <c>operation</c>, each with the state as the API shows it.</summary>
    /// <exception cref="UsageException">There is neither a run nor an operation of that id.</exception>
    IAsyncEnumerable<(string Type, JsonElement Data)> FollowAsync(Guid id, CancellationToken cancellationToken);
}

/// <summary>What commands do with every door.</summary>
internal static class TaskDoors
{
    public static UsageException NothingToFollow(Guid id) =>
        new($"There is neither a run nor an operation {id}. 'tapeflows tasks logs' names the runs, 'tapeflows status' those under way.");

    /// <summary>The task that a person means, by its id or its name.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static async Task<TaskView> GetAsync(this ITaskDoor door, string reference, CancellationToken cancellationToken)
    {
        if (await door.FindAsync(reference, cancellationToken) is { } known)
            return known;
        for (var page = 1; ; page++)
        {
            var found = await door.ListAsync(reference, enabledOnly: false, page, cancellationToken);
            if (found.Tasks.FirstOrDefault(task => task.TaskName == reference) is { } named)
                return named;
            if (found.Tasks.Count < found.PageSize)
                throw new UsageException($"There is no task '{reference}', neither by name nor by id. 'tapeflows tasks list' names all there are.");
        }
    }
}
