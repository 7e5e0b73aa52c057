namespace TapeFlows.Catalog.Tests.Databases;

/// <summary>SQLite files in a temporary folder.</summary>
public sealed class SqliteTestDatabase : TestDatabase
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tapeflows-catalog-").FullName;

    public override Task<CatalogOptions> CreateAsync() =>
        Task.FromResult(CatalogOptions.InFolder(Path.Combine(_folder, Guid.NewGuid().ToString("N"))));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
