using Microsoft.Playwright;
using TapeFlows.Browser.Tests.Running;
using TapeFlows.Browser.Tests.Screens;
using static TapeFlows.Browser.Tests.Running.Flow;

namespace TapeFlows.Browser.Tests.Designing;

/// <summary>Studio's Test tab: one activity, tried alone.</summary>
public sealed class TrialTests(Desk desk)
{
    private const string Volume = "TRIAL1L8";

    [Fact]
    public async Task A_harmless_activity_runs_and_one_of_tape_says_what_it_would_do()
    {
        await desk.Server.ImportAsync(Of(
            "trial", Activity("Elsa.SetName", ("value", Script("String", "'named ' + (20 + 22)"))), Activity("TapeFlows.MountTape", ("barcode", Literal("String", Volume))), Activity("TapeFlows.Eject")));
        var designer = await Designer.OpenAsync(desk, "trial", Accounts.Editor);
        await using var tab = designer.Tab;

        await designer.SelectAsync("a0");
        var trial = await designer.TryAsync();
        await Assertions.Expect(trial).ToContainTextAsync("Completed");
        await Assertions.Expect(trial).ToContainTextAsync("named 42");
        await designer.SelectAsync("a1");
        await designer.WaitForInputAsync("Barcode");
        await designer.TryAsync();
        await Assertions.Expect(tab.Page.GetByTestId("trial-note")).ToContainTextAsync($"MountTape with Barcode = {Volume}");
        await tab.PictureAsync("trial");

        // It did not: nobody ever mounts this volume here, and others work with theirs at the same time.
        using var answer = await desk.Server.Admin.GetAsync("/api/operations?limit=1000");
        Assert.DoesNotContain(Volume, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        tab.AssertQuiet();
    }
}
