using Microsoft.Data.Sqlite;
using TapeFlows.Scheduling.Host;
using TapeFlows.Testing;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace TapeFlows.Scheduling.Tests;

/// <summary>A fresh database of either kind.</summary>
public sealed class Databases(PostgresServer server) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tapeflows-scheduling-").FullName;

    public async Task<Ledger> CreateAsync(string kind)
    {
        var connection = kind == "PostgreSQL"
            ? await server.CreateDatabaseAsync(TestContext.Current.CancellationToken)
            : $"Data Source={Path.Combine(_folder, $"{Guid.NewGuid():N}.db")}";
        var ledger = new Ledger(connection);
        await ledger.CreateAsync();
        return ledger;
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
