using System.Text.Json.Nodes;
using Microsoft.Playwright;
using TapeFlows.Browser.Tests.Running;
using TapeFlows.Browser.Tests.Screens;
using static TapeFlows.Browser.Tests.Running.Flow;

namespace TapeFlows.Browser.Tests.Designing;

/// <summary>An operator changes a procedure in the designer; what it stored is looked at by its API.</summary>
public sealed class DesignerTests(Desk desk)
{
    [Fact]
    public async Task Activities_are_dragged_from_the_toolbox_and_wired()
    {
        await desk.Server.ImportAsync(Of("wired", Activity("Elsa.Start")));
        var designer = await Designer.OpenAsync(desk, "wired");
        await using var tab = designer.Tab;

        var mount = await designer.DragAsync("Tape", "Mount tape", 500, 160);
        await designer.ConnectAsync("a0", "Done", mount);
        var notify = await designer.DragAsync("Tape", "Notify operator", 500, 420);
        await designer.ConnectAsync(mount, "Failed", notify);
        var root = await Eventually.HasAsync(() => RootAsync("wired"), found => found["connections"]!.AsArray().Count == 2, "both connections are stored");

        Assert.Equal(["Elsa.Start", "TapeFlows.MountTape", "TapeFlows.NotifyOperator"], root["activities"]!.AsArray().Select(activity => (string)activity!["type"]!).Order(StringComparer.Ordinal));
        Assert.Equal(
            [("a0", "Done", mount), (mount, "Failed", notify)],
            root["connections"]!.AsArray().Select(line => ((string)line!["source"]!["activity"]!, (string)line["source"]!["port"]!, (string)line["target"]!["activity"]!)));
        tab.AssertQuiet();
    }

    [Fact]
    public async Task Inputs_are_texts_lists_of_live_data_boxes_and_expressions()
    {
        await desk.Server.ImportAsync(Of("edited", Activity("TapeFlows.MountTape"), Activity("TapeFlows.StreamFullBackup"), Activity("TapeFlows.NotifyOperator")));
        var designer = await Designer.OpenAsync(desk, "edited");
        await using var tab = designer.Tab;

        await designer.SelectAsync("a0");
        await designer.FillAsync("Barcode", "TF0001L8");
        var drives = await designer.ChooseAsync("Input", "Drive", "drive1");
        Assert.Contains(drives, drive => drive.Trim() == "drive0, empty");
        await designer.SelectAsync("a1");
        await designer.CheckAsync("One file system");
        await designer.SelectAsync("a2");
        await designer.WriteExpressionAsync(
            "Subject", "JavaScript", "`Volume ${1 + 1}`", async () => ExpressionOf((await ActivitiesAsync("edited"))["a2"], "subject") is { Value.Length: > 0 });
        await designer.SaysAsync("saved");
        await tab.PictureAsync("inputs");

        var activities = await ActivitiesAsync("edited");
        Assert.Equal(("Literal", "TF0001L8"), ExpressionOf(activities["a0"]!, "barcode"));
        Assert.Equal(("Literal", "drive1"), ExpressionOf(activities["a0"]!, "driveName"));
        Assert.Equal(("Literal", "True"), ExpressionOf(activities["a1"]!, "oneFileSystem"));
        Assert.Equal(("JavaScript", "`Volume ${1 + 1}`"), ExpressionOf(activities["a2"]!, "subject"));
        tab.AssertQuiet();
    }

    [Fact]
    public async Task An_output_is_bound_to_a_variable()
    {
        await desk.Server.ImportAsync(Of("bound", Activity("TapeFlows.SelectVolume")).WithVariable("v1", "Chosen"));
        var designer = await Designer.OpenAsync(desk, "bound");
        await using var tab = designer.Tab;

        await designer.SelectAsync("a0");
        await designer.ChooseAsync("Output", "Barcode", "Chosen");
        await designer.SaysAsync("saved");

        var activities = await ActivitiesAsync("bound", found => found["a0"]!["barcode"]?["memoryReference"] is not null);
        Assert.Equal("v1", (string?)activities["a0"]!["barcode"]!["memoryReference"]!["id"]);
        tab.AssertQuiet();
    }

    [Fact]
    public async Task Publishing_makes_a_version_and_an_earlier_one_can_be_brought_back()
    {
        await desk.Server.ImportAsync(Of("versions", Activity("Elsa.WriteLine", ("text", Literal("String", "first")))));
        await desk.Server.PublishAsync("versions");
        var designer = await Designer.OpenAsync(desk, "versions");
        await using var tab = designer.Tab;

        await designer.SelectAsync("a0");
        await designer.FillAsync("Text", "second");
        await designer.SaysAsync("Draft 2 saved");
        await designer.PublishAsync();
        await designer.SaysAsync("Version 2 published");

        var history = await designer.TabAsync("Version history");
        await Assertions.Expect(history.Locator("tbody tr")).ToHaveCountAsync(2);
        await tab.PictureAsync("version-history");
        await designer.RevertToAsync(1);
        await Eventually.TrueAsync(async () => (int)(await desk.Server.LatestAsync("versions"))["version"]! == 3);
        Assert.Equal(("Literal", "first"), ExpressionOf((await ActivitiesAsync("versions"))["a0"], "text"));
        tab.AssertQuiet();
    }

    [Fact]
    public async Task What_stands_against_publishing_is_said_with_the_name_of_the_activity_and_the_draft_is_kept()
    {
        await desk.Server.ImportAsync(Of("refused", Activity("Elsa.Start"), Activity("TapeFlows.MountTape")));
        var designer = await Designer.OpenAsync(desk, "refused");
        await using var tab = designer.Tab;

        await designer.PublishAsync();
        await designer.SaysAsync("Not published");
        var refusal = tab.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "Not published" });
        await Assertions.Expect(refusal).ToContainTextAsync("MountTape1");
        await Assertions.Expect(refusal).ToContainTextAsync("required");
        Assert.False((bool)(await desk.Server.LatestAsync("refused"))["isPublished"]!);
    }

    private static (string? Type, string Value) ExpressionOf(JsonNode activity, string input) =>
        ((string?)activity[input]?["expression"]?["type"], activity[input]?["expression"]?["value"]?.ToString() ?? "");

    // The designer stores by itself, half a second after an edit.
    private Task<Dictionary<string, JsonNode>> ActivitiesAsync(string definitionId, Func<Dictionary<string, JsonNode>, bool> isStored) =>
        Eventually.HasAsync(() => ActivitiesAsync(definitionId), isStored, "the edits are stored");

    private async Task<Dictionary<string, JsonNode>> ActivitiesAsync(string definitionId) =>
        (await RootAsync(definitionId))["activities"]!.AsArray().ToDictionary(activity => (string)activity!["id"]!, activity => activity!, StringComparer.Ordinal);

    private async Task<JsonNode> RootAsync(string definitionId) => (await desk.Server.LatestAsync(definitionId))["root"]!;
}
