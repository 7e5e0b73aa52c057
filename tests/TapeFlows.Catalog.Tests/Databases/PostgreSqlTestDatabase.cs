using TapeFlows.Testing;

namespace TapeFlows.Catalog.Tests.Databases;

/// <summary>Databases of the assembly's PostgreSQL server.</summary>
public sealed class PostgreSqlTestDatabase(PostgresServer server) : TestDatabase
{
    public override async Task<CatalogOptions> CreateAsync() => new()
    {
        Provider = CatalogProvider.PostgreSql,
        ConnectionString = await server.CreateDatabaseAsync(TestContext.Current.CancellationToken),
    };
}
