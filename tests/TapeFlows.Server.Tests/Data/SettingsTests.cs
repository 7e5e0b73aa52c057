using System.Text.Json;
using TapeFlows.Catalog;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Tests.Data;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "catalog": {}, "library": {}, "backup": {} }""")]
    public void What_is_not_in_the_file_has_its_default(string json) =>
        Assert.Equal(new Settings(), JsonSerializer.Deserialize(json, SettingsJson.Default.Settings));

    [Fact]
    public void What_is_in_the_file_leaves_the_rest_as_it_is()
    {
        var settings = JsonSerializer.Deserialize("""{ "catalog": { "provider": "PostgreSql", "connection_string": "Host=db" }, "backup": { "pool": "weekly" } }""", SettingsJson.Default.Settings)!;
        Assert.Equal((CatalogProvider.PostgreSql, "Host=db"), (settings.Catalog.Provider, settings.Catalog.ConnectionString));
        Assert.Equal(new BackupSettings { Pool = "weekly" }, settings.Backup);
        Assert.Equal(new LibrarySettings(), settings.Library);
    }
}
