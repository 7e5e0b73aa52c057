using Microsoft.Data.Sqlite;
using TapeFlows.Catalog;
using TapeFlows.Testing;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace TapeFlows.Operations.Tests;

/// <summary>A fresh database of either kind.</summary>
public sealed class Databases(PostgresServer server) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tapeflows-operations-").FullName;

    public async Task<CatalogOptions> CreateAsync(CatalogProvider provider) => provider == CatalogProvider.PostgreSql
        ? new CatalogOptions { Provider = provider, ConnectionString = await server.CreateDatabaseAsync(TestContext.Current.CancellationToken) }
        : CatalogOptions.InFolder(Path.Combine(_folder, Guid.NewGuid().ToString("N")));

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
