using System.Collections.Concurrent;
using TapeFlows.Server.Tests.Api;
using TapeFlows.Testing;

[assembly: AssemblyFixture(typeof(ApiHosts))]

namespace TapeFlows.Server.Tests.Api;

/// <summary>One host of the API for each kind of database, started when the first test asks for it and shared by all: tests give what they make names of their own.</summary>
public sealed class ApiHosts : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<ApiHost>>> _hosts = new(StringComparer.Ordinal);

    public static TheoryData<string> Kinds => [ApiHost.Sqlite, ApiHost.PostgreSql];

    public Task<ApiHost> GetAsync(string kind, PostgresServer postgres) => _hosts.GetOrAdd(kind, _ => new Lazy<Task<ApiHost>>(() => ApiHost.StartAsync(kind, postgres, hasProcedures: true))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts.Values.Where(host => host is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }))
            await (await host.Value).DisposeAsync();
    }
}
