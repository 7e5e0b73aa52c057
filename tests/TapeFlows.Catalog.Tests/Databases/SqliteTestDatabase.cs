namespace TapeFlows.Catalog.Tests.Databases;

/// <summary>SQLite files in a temporary folder.</summary>
public sealed class SqliteTestDatabase : TestDatabase
{
    private string? _folder;

    public override Task<CatalogOptions> CreateAsync()
    {
        _folder ??= Directory.CreateTempSubdirectory("tapeflows-catalog-").FullName;
        return Task.FromResult(CatalogOptions.InFolder(Path.Combine(_folder, Guid.NewGuid().ToString("N"))));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }
}
