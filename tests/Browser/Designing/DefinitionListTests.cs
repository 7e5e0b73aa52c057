using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using TapeFlows.Browser.Tests.Running;
using TapeFlows.Browser.Tests.Screens;
using static TapeFlows.Browser.Tests.Running.Flow;

namespace TapeFlows.Browser.Tests.Designing;

/// <summary>The list of procedures.</summary>
public sealed class DefinitionListTests(Desk desk)
{
    private const string Schema = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json";

    [Fact]
    public async Task What_ships_is_listed_and_opens()
    {
        await using var tab = await desk.OpenAsync();
        var list = new DefinitionList(tab);
        await list.OpenAsync();
        await tab.PictureAsync("definitions");
        await list.SearchAsync("incremental-backup");
        await Assertions.Expect(list.Row("incremental-backup")).ToBeVisibleAsync();

        await list.OpenAsync("full-backup");
        await new Designer(tab).WaitAsync();
        await Assertions.Expect(tab.Bar).ToContainTextAsync("Full backup");
        Assert.EndsWith("/workflows/definitions/full-backup/edit", tab.Page.Url, StringComparison.Ordinal);
        tab.AssertQuiet();
    }

    [Fact]
    public async Task A_file_is_imported_and_exported_again()
    {
        var definition = Of("carried", Activity("Elsa.WriteLine", ("text", Literal("String", "by hand"))));
        definition["$schema"] = Schema;
        definition["id"] = "carried-1";
        var file = Path.Combine(desk.Server.Files, "carried.json");
        await File.WriteAllTextAsync(file, definition.ToJsonString());
        await using var tab = await desk.OpenAsync();
        var list = new DefinitionList(tab);
        await list.OpenAsync();

        await list.ImportAsync(file);
        await list.SearchAsync("carried");
        await Assertions.Expect(list.Row("carried")).ToBeVisibleAsync();
        var exported = await list.ExportAsync("carried");
        Assert.Equal("carried", (string?)exported["definitionId"]);
        Assert.Equal("by hand", (string?)exported["root"]!["activities"]![0]!["text"]!["expression"]!["value"]);
        Assert.Equal(Schema, (string?)exported["$schema"]);
        tab.AssertQuiet();
    }

    [Fact]
    public async Task A_new_procedure_begins_empty_and_opens_in_the_designer()
    {
        await using var tab = await desk.OpenAsync();
        var list = new DefinitionList(tab);
        await list.OpenAsync();
        await list.CreateAsync("Weekly copy");
        var designer = new Designer(tab);
        await Assertions.Expect(tab.Bar).ToContainTextAsync("Weekly copy");
        await designer.DragAsync("Console", "Write Line", 300, 200);
        await designer.SaysAsync("Draft 1 saved");
        tab.AssertQuiet();
    }
}
