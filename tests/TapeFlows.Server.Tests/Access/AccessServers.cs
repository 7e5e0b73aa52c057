using TapeFlows.Testing;

namespace TapeFlows.Server.Tests.Access;

/// <summary>A server of each kind for the tests of a class.</summary>
public sealed class AccessServers(PostgresServer postgres) : IAsyncLifetime
{
    private readonly Dictionary<string, AccessServer> _servers = new(StringComparer.Ordinal);

    public AccessServer this[string kind] => _servers[kind];

    public async ValueTask InitializeAsync()
    {
        foreach (var kind in (string[])[AccessServer.Sqlite, AccessServer.PostgreSql])
            _servers[kind] = await AccessServer.StartAsync(kind, postgres);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values)
            await server.DisposeAsync();
    }
}
