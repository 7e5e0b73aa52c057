using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using TapeFlows.Server.Api.Tasks;

namespace TapeFlows.Server.Client;

/// <summary>The tasks of a running server.</summary>
internal sealed class ServerTasks(ServerConnection server) : ITaskDoor
{
    private const string Root = "api/scheduler";
    private const int PageSize = 200;

    public Task<TaskPage> ListAsync(string? search, bool enabledOnly, int page, CancellationToken cancellationToken) =>
        server.SendAsync<TaskPage>(HttpMethod.Get, $"{Root}/tasks?search={Uri.EscapeDataString(search ?? "")}&enabled_only={(enabledOnly ? "true" : "")}&page={page}&page_size={PageSize}", body: null, cancellationToken);

    public async Task<TaskView?> FindAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await server.SendAsync<TaskView>(HttpMethod.Get, Of(id), body: null, cancellationToken);
        }
        catch (ServerRefusal e) when (e.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public Task<TaskView> CreateAsync(JsonObject body, CancellationToken cancellationToken) => server.SendAsync<TaskView>(HttpMethod.Post, $"{Root}/tasks", body, cancellationToken);

    public Task<TaskView> ChangeAsync(string id, JsonObject body, CancellationToken cancellationToken) => server.SendAsync<TaskView>(HttpMethod.Patch, Of(id), body, cancellationToken);

    public Task<Accepted> RunAsync(string id, CancellationToken cancellationToken) => server.SendAsync<Accepted>(HttpMethod.Post, $"{Of(id)}/run", body: null, cancellationToken);

    public Task<Accepted> StopAsync(string id, CancellationToken cancellationToken) => server.SendAsync<Accepted>(HttpMethod.Post, $"{Of(id)}/stop", body: null, cancellationToken);

    public Task<TaskView> EnableAsync(string id, bool enabled, CancellationToken cancellationToken) =>
        server.SendAsync<TaskView>(HttpMethod.Post, $"{Of(id)}/{(enabled ? "enable" : "disable")}", body: null, cancellationToken);

    public Task RemoveAsync(string id, CancellationToken cancellationToken) => server.SendAsync(HttpMethod.Delete, Of(id), cancellationToken);

    public Task<LogPage> LogAsync(string? id, int limit, CancellationToken cancellationToken) =>
        server.SendAsync<LogPage>(HttpMethod.Get, $"{(id is null ? Root : Of(id))}/logs?limit={limit}", body: null, cancellationToken);

    public Task<FireList> PreviewAsync(JsonObject body, CancellationToken cancellationToken) => server.SendAsync<FireList>(HttpMethod.Post, $"{Root}/preview", body, cancellationToken);

    public Task<SchedulerView> StatusAsync(CancellationToken cancellationToken) => server.SendAsync<SchedulerView>(HttpMethod.Get, $"{Root}/status", body: null, cancellationToken);

    public async IAsyncEnumerable<(string Type, JsonElement Data)> FollowAsync(Guid id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string[] places = [$"{Root}/runs/{id}", $"api/operations/{id}"];
        foreach (var place in places)
        {
            if (!await server.HasAsync(place, cancellationToken))
                continue;
            await foreach (var change in server.FollowAsync($"{place}/follow", cancellationToken))
                yield return change;
            yield break;
        }

        throw TaskDoors.NothingToFollow(id);
    }

    private static string Of(string id) => $"{Root}/tasks/{Uri.EscapeDataString(id)}";

    public ValueTask DisposeAsync()
    {
        server.Dispose();
        return ValueTask.CompletedTask;
    }
}
