using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Backup;

namespace TapeFlows.Catalog.Tests;

public sealed class CatalogRegistrationTests
{
    [Fact]
    public async Task The_catalog_and_its_parts_are_one_object()
    {
        var folder = Directory.CreateTempSubdirectory("tapeflows-catalog-").FullName;
        try
        {
            var services = new ServiceCollection().AddTapeFlowsCatalog(options => options.Path = Path.Combine(folder, CatalogOptions.FileName));
            await using var provider = services.BuildServiceProvider();

            var catalog = provider.GetRequiredService<CatalogDatabase>();
            await catalog.PrepareAsync();

            Assert.Same(catalog, provider.GetRequiredService<ICatalog>());
            Assert.Same(catalog, provider.GetRequiredService<IVolumeCatalog>());
            Assert.Same(catalog, provider.GetRequiredService<ISetCatalog>());
            Assert.Same(catalog, provider.GetRequiredService<IFileCatalog>());
            Assert.Contains(folder, catalog.Description, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Options_that_make_no_sense_are_told_at_once()
    {
        AssertRefused("provider", options => options.Provider = (CatalogProvider)7);
        AssertRefused(nameof(CatalogOptions.Path), options => options.Path = " ");
        AssertRefused(nameof(CatalogOptions.ConnectionString), options => options.Provider = CatalogProvider.PostgreSql);
        AssertRefused(nameof(CatalogOptions.BusyTimeout), options => options.BusyTimeout = TimeSpan.Zero);

        static void AssertRefused(string what, Action<CatalogOptions> configure)
        {
            var error = Assert.Throws<CatalogException>(() => new ServiceCollection().AddTapeFlowsCatalog(configure));
            Assert.Contains(what, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_connection_string_that_cannot_be_understood_is_told()
    {
        var options = new CatalogOptions { Provider = CatalogProvider.PostgreSql, ConnectionString = "Sesame=open" };

        var error = Assert.Throws<CatalogException>(() => new CatalogDatabase(options, TimeProvider.System));

        Assert.Contains("Host=db", error.Message, StringComparison.Ordinal);
    }
}
