using TapeFlows.Testing;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace TapeFlows.Catalog.Tests.Databases;

/// <summary>A catalog in a fresh database, for the tests of one class.</summary>
public abstract class TestDatabase : IAsyncLifetime
{
    public CatalogOptions Options { get; private set; } = null!;

    public CatalogDatabase Catalog { get; private set; } = null!;

    /// <summary>Where another fresh database is.</summary>
    public abstract Task<CatalogOptions> CreateAsync();

    public async ValueTask InitializeAsync()
    {
        Options = ChildProcess.Options ?? await CreateAsync();
        Catalog = await CatalogDatabase.OpenAsync(Options, TimeProvider.System);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (Catalog is not null)
            await Catalog.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
