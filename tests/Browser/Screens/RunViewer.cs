using Microsoft.Playwright;

namespace TapeFlows.Browser.Tests.Screens;

/// <summary>Elsa Studio's viewer on a run.</summary>
public sealed class RunViewer(ConsoleTab tab)
{
    private const string Viewer = "elsa-workflow-instance-viewer";

    /// <summary>What has happened, in its order.</summary>
    public ILocator Journal => tab.Page.Locator(Viewer).GetByRole(AriaRole.Tabpanel, new() { Name = "Journal" });

    /// <summary>The number at the corner of an activity: how often it was completed. None: it was never reached.</summary>
    public ILocator Badge(string activityId) => tab.Page.Locator($"{Viewer} .x6-node[data-cell-id='{activityId}'] .mud-badge");

    /// <summary>Waits until the bar says where the run stands.</summary>
    public Task WaitForStateAsync(string words) => Assertions.Expect(tab.Page.GetByTestId("run-state")).ToHaveTextAsync(words);

    /// <summary>One of the tabs beside the picture.</summary>
    public async Task<ILocator> TabAsync(string name)
    {
        await tab.Page.Locator(Viewer).GetByRole(AriaRole.Tab, new() { Name = name }).ClickAsync();
        return tab.Page.Locator(Viewer).GetByRole(AriaRole.Tabpanel, new() { Name = name });
    }
}
