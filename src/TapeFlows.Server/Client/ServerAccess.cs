using System.Text.Json;
using System.Text.Json.Nodes;
using TapeFlows.Server.Access.Keys;
using TapeFlows.Server.Access.Routes;
using TapeFlows.Server.Access.Users;
using TapeFlows.Server.Api;

namespace TapeFlows.Server.Client;

/// <summary>The users and keys of a running server.</summary>
internal sealed class ServerAccess(ServerConnection server) : IAccessDoor
{
    private const string Users = "api/auth/users";
    private const string Keys = "api/auth/keys";

    public async Task<IReadOnlyList<User>> ListUsersAsync(CancellationToken cancellationToken) => (await server.SendAsync<UserPage>(HttpMethod.Get, Users, body: null, cancellationToken)).Users;

    public Task<User> AddUserAsync(UserBody user, CancellationToken cancellationToken) => server.SendAsync<User>(HttpMethod.Post, Users, Json(user), cancellationToken);

    public Task<User> ChangeUserAsync(Guid id, UserChangeBody change, CancellationToken cancellationToken) => server.SendAsync<User>(HttpMethod.Patch, $"{Users}/{id}", Json(change), cancellationToken);

    public Task RemoveUserAsync(Guid id, CancellationToken cancellationToken) => server.SendAsync(HttpMethod.Delete, $"{Users}/{id}", cancellationToken);

    public async Task<IReadOnlyList<ApiKey>> ListKeysAsync(CancellationToken cancellationToken) => (await server.SendAsync<KeyPage>(HttpMethod.Get, Keys, body: null, cancellationToken)).Keys;

    public Task<NewKeyView> AddKeyAsync(KeyBody key, CancellationToken cancellationToken) => server.SendAsync<NewKeyView>(HttpMethod.Post, Keys, Json(key), cancellationToken);

    public Task RemoveKeyAsync(Guid id, CancellationToken cancellationToken) => server.SendAsync(HttpMethod.Delete, $"{Keys}/{id}", cancellationToken);

    private static JsonObject Json<T>(T body) => JsonSerializer.SerializeToNode(body, ApiJson.Options)!.AsObject();

    public ValueTask DisposeAsync()
    {
        server.Dispose();
        return ValueTask.CompletedTask;
    }
}
