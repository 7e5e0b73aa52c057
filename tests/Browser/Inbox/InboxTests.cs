using System.Text.RegularExpressions;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using TapeFlows.Browser.Tests.Running;
using static TapeFlows.Browser.Tests.Running.Flow;

namespace TapeFlows.Browser.Tests.Inbox;

/// <summary>What operators have to see to.</summary>
public sealed class InboxTests(Desk desk)
{
    [Fact]
    public async Task A_request_for_a_volume_is_answered_and_the_run_goes_on_by_that()
    {
        await desk.Server.ImportAsync(Of("asks", Activity("TapeFlows.MountTape", ("barcode", Literal("String", "TF0099L8"))), Activity("TapeFlows.Eject")));
        await desk.Server.PublishAsync("asks");
        var run = await desk.Server.StartRunAsync("asks");
        await using var tab = await desk.OpenAsync("/inbox", Accounts.Operator);
        var entry = tab.Page.GetByRole(AriaRole.Article).Filter(new() { HasText = "TF0099L8" });
        await Assertions.Expect(entry).ToContainTextAsync("action needed");
        await tab.PictureAsync("inbox-request");

        await entry.GetByLabel("Remark").FillAsync("It is in the vault.");
        await entry.GetByRole(AriaRole.Button, new() { Name = "It will not be done" }).ClickAsync();
        await Assertions.Expect(entry).ToHaveCountAsync(0);

        await tab.Page.GetByLabel("Also what is closed").CheckAsync();
        await Assertions.Expect(entry).ToContainTextAsync("Refused by olga");
        await Assertions.Expect(entry).ToContainTextAsync("It is in the vault.");
        await entry.GetByRole(AriaRole.Link, new() { Name = "To the run" }).ClickAsync();
        var viewer = new Screens.RunViewer(tab);
        await viewer.WaitForStateAsync("finished");
        Assert.EndsWith($"/workflows/instances/{run}/view", tab.Page.Url, StringComparison.Ordinal);
        // It left by the outcome that nobody wired: the next step was never reached.
        await Assertions.Expect(viewer.Badge("a0")).ToHaveTextAsync("1");
        await Assertions.Expect(viewer.Badge("a1")).ToHaveCountAsync(0);
        tab.AssertQuiet();
    }

    [Fact]
    public async Task A_message_counts_at_the_room_until_it_is_read()
    {
        await desk.Server.ImportAsync(Of("tells", Activity("TapeFlows.NotifyOperator", ("severity", Literal("String", "Warning")), ("subject", Literal("String", "The cellar is wet")), ("message", Literal("String", "Look after it.")))));
        await desk.Server.PublishAsync("tells");
        await desk.Server.StartRunAsync("tells");
        await using var tab = await desk.OpenAsync("/inbox", Accounts.Operator);
        var entry = tab.Page.GetByRole(AriaRole.Article, new() { Name = "The cellar is wet" });
        await Assertions.Expect(entry).ToContainTextAsync("Look after it.");
        // At least this one: other tests may have left some.
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Tab, new() { Name = "Inbox" })).ToHaveTextAsync(new Regex("^[1-9][0-9]*Inbox$", RegexOptions.None, TimeSpan.FromSeconds(1)));

        await entry.GetByRole(AriaRole.Button, new() { Name = "I have read it" }).ClickAsync();
        await Assertions.Expect(entry).ToHaveCountAsync(0);
        await tab.Page.GetByLabel("Also what is closed").CheckAsync();
        await Assertions.Expect(entry).ToContainTextAsync("Read by olga");
        tab.AssertQuiet();
    }

    [Fact]
    public async Task Who_only_reads_is_offered_no_answer()
    {
        await desk.Server.ImportAsync(Of("shown", Activity("TapeFlows.NotifyOperator", ("severity", Literal("String", "Warning")), ("subject", Literal("String", "For readers")), ("message", Literal("String", "Look.")))));
        await desk.Server.PublishAsync("shown");
        await desk.Server.StartRunAsync("shown");
        await using var tab = await desk.OpenAsync("/inbox", Accounts.Viewer);
        var entry = tab.Page.GetByRole(AriaRole.Article, new() { Name = "For readers" });
        await Assertions.Expect(entry.GetByRole(AriaRole.Button, new() { Name = "I have read it" })).ToBeDisabledAsync();
        tab.AssertQuiet();
    }
}
