using System.Text.Json.Nodes;
using Elsa.Common.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TapeFlows.Catalog;
using TapeFlows.Server.Composition;
using TapeFlows.Server.Data;
using TapeFlows.Server.Hosting;
using TapeFlows.Server.Output;
using TapeFlows.Server.Procedures;
using TapeFlows.Testing;

namespace TapeFlows.Server.Tests.Procedures;

/// <summary>What becomes of the definitions that ship, when they change and when people change them.</summary>
public sealed class ShippedWorkflowsTests(PostgresServer postgres) : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("tapeflows-shipped-").FullName;

    private string Folder => Path.Combine(_home, "shipped");

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task A_newer_file_is_a_new_version_and_an_edit_is_never_overwritten(CatalogProvider provider)
    {
        await using var station = await OpenAsync(provider);
        using var log = LogFile.Open(station.Folder, isVerbose: false, _ => null);
        await using var engine = await Engine.StartAsync(station, log, TextWriter.Null);
        await using var scope = engine.CreateAsyncScope();
        var shelf = new WorkflowShelf(scope.ServiceProvider);
        using var error = new StringWriter();
        var shipped = new ShippedWorkflows(shelf, station.Folder, new Screen(isJson: false, isQuiet: false, TextWriter.Null, error, isLive: false), NullLogger.Instance, Folder);

        Ship("first");
        await shipped.ImportAsync("full-backup", CancellationToken.None);
        await shipped.ImportAsync("full-backup", CancellationToken.None);
        Assert.Equal((1, Origin.Shipped, "first"), await PublishedAsync(shelf));

        Ship("second");
        await shipped.ImportAsync("full-backup", CancellationToken.None);
        Assert.Equal((2, Origin.Shipped, "second"), await PublishedAsync(shelf));
        Assert.Contains("version 2", error.ToString(), StringComparison.Ordinal);

        // An older program beside the newer one changes nothing.
        Ship("first");
        await shipped.ImportAsync("full-backup", CancellationToken.None);
        Assert.Equal((2, Origin.Shipped, "second"), await PublishedAsync(shelf));

        var edited = shelf.Read(DefinitionFile.Of("edit", await shelf.ExportAsync((await shelf.FindAsync("full-backup", VersionOptions.Published, CancellationToken.None))!, CancellationToken.None)));
        edited.Description = "mine";
        await shelf.AddAsync(edited, publish: true, "edit", CancellationToken.None);
        Assert.Equal((3, Origin.Edited, "mine"), await PublishedAsync(shelf));
        Ship("second");
        Assert.False(await shipped.HasNewerAsync("full-backup", CancellationToken.None));

        Ship("third");
        // There is nothing to do, so nobody has to wait for whoever is at it.
        await using (new FileStream(station.Folder.In("workflows.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
            await shipped.ImportAsync("full-backup", CancellationToken.None);
        Assert.Equal((3, Origin.Edited, "mine"), await PublishedAsync(shelf));
        Assert.True(await shipped.HasNewerAsync("full-backup", CancellationToken.None));
    }

    [Fact]
    public async Task The_program_works_with_catalog_and_engine_in_one_PostgreSQL_database()
    {
        using var program = new Program.Tapeflows();
        Directory.CreateDirectory(program.Data);
        SettingsFile.Write(new DataFolder(program.Data), await SettingsAsync(CatalogProvider.PostgreSql));

        program.Run("backup", program.MakeSource("source", ("a", 1000))).WithCode(0);
        Assert.Equal(12, program.Run("workflows", "list", "--json").WithCode(0).Json.GetArrayLength());
        program.Run("workflows", "run", "verify-media").WithCode(0);
        Assert.Empty(Directory.GetFiles(program.Data, "*.db"));
    }

    private async Task<Station> OpenAsync(CatalogProvider provider)
    {
        var folder = new DataFolder(Path.Combine(_home, "data"));
        Directory.CreateDirectory(folder.Path);
        SettingsFile.Write(folder, await SettingsAsync(provider));
        return await Station.OpenAsync(folder, new Screen(isJson: false, isQuiet: true, TextWriter.Null, TextWriter.Null, isLive: false));
    }

    private async Task<Settings> SettingsAsync(CatalogProvider provider) => new()
    {
        Catalog = new CatalogSettings { Provider = provider, ConnectionString = provider == CatalogProvider.PostgreSql ? await postgres.CreateDatabaseAsync() : null },
    };

    private void Ship(string description)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(ProcedureFolders.Shipped, "full-backup.json")))!;
        json["description"] = description;
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "full-backup.json"), json.ToJsonString());
    }

    private static async Task<(int Version, Origin Origin, string? Description)> PublishedAsync(WorkflowShelf shelf)
    {
        var version = (await shelf.FindAsync("full-backup", VersionOptions.Published, CancellationToken.None))!;
        return (version.Version, OriginMark.OriginOf(version), version.Description);
    }
}
