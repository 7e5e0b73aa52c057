using TapeFlows.Testing;

namespace TapeFlows.Server.Tests.Api;

/// <summary>A host on each kind of database for the tests of one class: what they do to users would be in the way of others.</summary>
public sealed class OwnHosts(PostgresServer postgres) : IAsyncLifetime
{
    private readonly Dictionary<string, ApiHost> _hosts = new(StringComparer.Ordinal);

    public ApiHost this[string kind] => _hosts[kind];

    public async ValueTask InitializeAsync()
    {
        foreach (var kind in (string[])[ApiHost.Sqlite, ApiHost.PostgreSql])
            _hosts[kind] = await ApiHost.StartAsync(kind, postgres);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts.Values)
            await host.DisposeAsync();
    }
}
