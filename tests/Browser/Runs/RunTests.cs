using System.Net.Http.Json;
using Microsoft.Playwright;
using TapeFlows.Browser.Tests.Running;
using TapeFlows.Browser.Tests.Screens;
using static TapeFlows.Browser.Tests.Running.Flow;

namespace TapeFlows.Browser.Tests.Runs;

/// <summary>Runs: started with inputs, watched while they go, looked at afterwards, cancelled.</summary>
public sealed class RunTests(Desk desk)
{
    [Fact]
    public async Task A_backup_is_started_with_inputs_and_watched_to_its_end()
    {
        var source = Directory.CreateDirectory(Path.Combine(desk.Server.Files, "source")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(source, "a"), new byte[3 << 20]);
        var designer = await Designer.OpenAsync(desk, "full-backup", Accounts.Operator);
        await using var tab = designer.Tab;

        await designer.RunAsync(("Sources", source));
        var viewer = new RunViewer(tab);
        await viewer.WaitForStateAsync("finished");
        await Assertions.Expect(viewer.Badge("streamBackup")).ToHaveTextAsync("1");
        await Assertions.Expect(viewer.Journal).ToContainTextAsync("Stream full backup");
        await tab.PictureAsync("run-of-full-backup");

        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "To the set" }).ClickAsync();
        await Assertions.Expect(tab.Page.GetByText("complete", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(tab.Page.GetByText(source)).ToBeVisibleAsync();
        await tab.PictureAsync("set");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "To the run that wrote it" }).ClickAsync();
        await viewer.WaitForStateAsync("finished");
        tab.AssertQuiet();
    }

    [Fact]
    public async Task What_goes_on_is_seen_without_asking_for_it()
    {
        var flow = Of(
            "live",
            Activity("Elsa.WriteLine", ("text", Script("String", "'begun by ' + getInput('Who')"))),
            Activity("Elsa.Event", ("eventName", Literal("String", "tape-is-in"))),
            Activity("Elsa.WriteLine", ("text", Literal("String", "ended"))));
        await desk.Server.ImportAsync(flow.WithInput("Who", "String"));
        await desk.Server.PublishAsync("live");
        var designer = await Designer.OpenAsync(desk, "live", Accounts.Operator);
        await using var tab = designer.Tab;

        await designer.RunAsync(("Who", "Olga"));
        var viewer = new RunViewer(tab);
        await viewer.WaitForStateAsync("waiting");
        await Assertions.Expect(viewer.Badge("a0")).ToHaveTextAsync("1");
        await Assertions.Expect(viewer.Badge("a2")).ToHaveCountAsync(0);
        await tab.PictureAsync("run-waits");

        using var answer = await desk.Server.Admin.PostAsJsonAsync("/elsa/api/events/tape-is-in/trigger", new { });
        await Assertions.Expect(viewer.Badge("a2")).ToHaveTextAsync("1");
        await viewer.WaitForStateAsync("finished");
        await Assertions.Expect(viewer.Journal).ToContainTextAsync("Resumed");
        tab.AssertQuiet();
    }

    [Fact]
    public async Task A_failure_is_an_incident_that_says_why()
    {
        await desk.Server.ImportAsync(Of("fails", Activity("Elsa.Start"), Activity("Elsa.Fault", ("message", Literal("String", "The tape TF0001L8 is damaged."))), Activity("Elsa.End")));
        await desk.Server.PublishAsync("fails");
        var id = await desk.Server.StartRunAsync("fails");
        await using var tab = await desk.OpenAsync($"/workflows/instances/{id}/view", Accounts.Operator);
        var viewer = new RunViewer(tab);

        await viewer.WaitForStateAsync("failed");
        var incidents = await viewer.TabAsync("Incidents");
        await Assertions.Expect(incidents).ToContainTextAsync("The tape TF0001L8 is damaged.");
        tab.AssertQuiet();
    }

    [Fact]
    public async Task A_run_that_waits_is_cancelled_from_the_list()
    {
        await desk.Server.ImportAsync(Of("waits", Activity("Elsa.Start"), Activity("Elsa.Delay", ("timeSpan", Literal("TimeSpan", "10:00:00")))));
        await desk.Server.PublishAsync("waits");
        var id = await desk.Server.StartRunAsync("waits");
        await using var tab = await desk.OpenAsync("/workflows/instances?defs=waits", Accounts.Operator);
        var row = tab.Page.Locator("elsa-workflow-instance-list tbody tr", new() { HasText = id });
        await Assertions.Expect(row).ToContainTextAsync("Suspended");
        await tab.PictureAsync("runs");

        await tab.ChooseAsync(row, "Cancel");
        await tab.Page.Locator(".mud-dialog, .mud-message-box").GetByRole(AriaRole.Button, new() { Name = "Yes" }).ClickAsync();
        await Assertions.Expect(row).ToContainTextAsync("Cancelled");
        tab.AssertQuiet();
    }
}
