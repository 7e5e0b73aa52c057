using System.Text.Json.Nodes;
using Microsoft.Playwright;
using TapeFlows.Browser.Tests.Running;
using TapeFlows.Browser.Tests.Screens;
using static TapeFlows.Browser.Tests.Running.Flow;

namespace TapeFlows.Browser.Tests.Designing;

/// <summary>Versions side by side, and two people at one procedure.</summary>
public sealed class VersionTests(Desk desk)
{
    [Fact]
    public async Task What_differs_between_versions_is_said_in_words_with_who_published_them()
    {
        await StoreAsync("compared", Activity("TapeFlows.SelectVolume", ("pool", Literal("String", "default"))));
        await desk.Server.PublishAsync("compared");
        await StoreAsync("compared", Activity("TapeFlows.SelectVolume", ("pool", Literal("String", ""))), Activity("Elsa.WriteLine", ("text", Literal("String", "chosen"))));
        await desk.Server.PublishAsync("compared");
        await using var tab = await desk.OpenAsync("/workflows/definitions/compared/versions", Accounts.Viewer);

        var table = tab.Page.GetByRole(AriaRole.Table, new() { Name = "Versions" });
        await Assertions.Expect(table.GetByRole(AriaRole.Row)).ToHaveCountAsync(3);
        await Assertions.Expect(table.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync("in use");
        await Assertions.Expect(table.GetByRole(AriaRole.Row).Nth(2)).ToContainTextAsync("admin, ");
        var changes = tab.Page.GetByTestId("changes");
        await Assertions.Expect(tab.Page.GetByText("From version 1 to version 2")).ToBeVisibleAsync();
        await Assertions.Expect(changes).ToContainTextAsync("Changed: activity Select volume ‘SelectVolume0’: Pool");
        await Assertions.Expect(changes).ToContainTextAsync("New activity Write Line ‘WriteLine1’");
        await Assertions.Expect(changes).ToContainTextAsync("New connection Select volume ‘SelectVolume0’ · Done → Write Line ‘WriteLine1’");
        await tab.PictureAsync("versions");

        await table.GetByLabel("Compare from version 2").CheckAsync();
        await table.GetByLabel("Compare to version 1").CheckAsync();
        await Assertions.Expect(changes).ToContainTextAsync("Removed: activity Write Line ‘WriteLine1’");
        tab.AssertQuiet();
    }

    [Fact]
    public async Task An_edit_that_somebody_else_has_overtaken_is_refused_in_words_and_theirs_stays()
    {
        await desk.Server.ImportAsync(Of("stale", Activity("Elsa.WriteLine", ("text", Literal("String", "first")))));
        await desk.Server.PublishAsync("stale");
        var designer = await Designer.OpenAsync(desk, "stale");
        await using var tab = designer.Tab;
        var theirs = Of("stale", Activity("Elsa.WriteLine", ("text", Literal("String", "theirs"))));
        await desk.Server.ImportAsync(theirs);

        await designer.SelectAsync("a0");
        await designer.FillAsync("Text", "mine");
        await designer.SaysAsync("Not saved");
        var refusal = tab.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "The last edit is not saved" });
        await Assertions.Expect(refusal).ToContainTextAsync("was changed by someone else");
        await tab.PictureAsync("stale-edit");
        Assert.Equal("theirs", (string?)(await desk.Server.LatestAsync("stale"))["root"]!["activities"]![0]!["text"]!["expression"]!["value"]);
    }

    [Fact]
    public async Task Publishing_says_which_branch_leaves_a_volume_in_the_drive_and_which_pool_is_not_there()
    {
        await desk.Server.ImportAsync(Of(
            "wrong", Activity("Elsa.Start"), Activity("TapeFlows.SelectVolume", ("pool", Literal("String", "nowhere"))), Activity("TapeFlows.MountTape", ("barcode", Literal("String", "TF0001L8")))));
        var designer = await Designer.OpenAsync(desk, "wrong");
        await using var tab = designer.Tab;

        await designer.PublishAsync();
        await designer.SaysAsync("Not published");
        var refusal = tab.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "Not published" });
        await Assertions.Expect(refusal).ToContainTextAsync("Select volume ‘SelectVolume1’: Pool: there is no pool ‘nowhere’");
        await Assertions.Expect(refusal).ToContainTextAsync("Mount tape ‘MountTape2’: its volume stays in the drive");
        await tab.PictureAsync("publish-refused");
    }

    private async Task StoreAsync(string name, params JsonObject[] activities)
    {
        activities[0]["id"] = "first";
        await desk.Server.ImportAsync(Of(name, activities));
    }
}
