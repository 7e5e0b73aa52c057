using Microsoft.Playwright;
using TapeFlows.Browser.Tests.Running;
using TapeFlows.Browser.Tests.Screens;

namespace TapeFlows.Browser.Tests.Loading;

/// <summary>Whoever leaves a page of Elsa Studio has left it.</summary>
public sealed class LeavingTests(Desk desk)
{
    [Fact]
    public async Task A_list_that_is_ready_late_does_not_bring_back_whoever_has_left_it()
    {
        await using var tab = await desk.OpenAsync("/tasks");
        await HoldAsync(tab, "replaceState");
        await tab.GoToAsync("Runs");
        await tab.Page.WaitForFunctionAsync("() => window.held.length > 0");

        await tab.GoToAsync("Home");
        await Assertions.Expect(tab.Bar).ToContainTextAsync("Home");
        await tab.Page.EvaluateAsync("() => window.held.forEach(write => write())");

        Assert.Equal("/", new Uri(tab.Page.Url).PathAndQuery);
        await Assertions.Expect(tab.Bar).ToContainTextAsync("Home");
    }

    [Theory]
    [InlineData("Procedures")]
    [InlineData("Runs")]
    public async Task One_step_back_is_the_page_before(string room)
    {
        await using var tab = await desk.OpenAsync();
        await tab.GoToAsync("Tasks");
        await Assertions.Expect(tab.Bar).ToContainTextAsync("Tasks");
        await tab.GoToAsync(room);
        await Assertions.Expect(tab.Bar).ToContainTextAsync(room);

        await tab.Page.EvaluateAsync("() => history.back()");

        await Assertions.Expect(tab.Bar).ToContainTextAsync("Tasks");
        tab.AssertQuiet();
    }

    // What Studio writes into the address waits until it is let go, as on a machine that is slow at this moment.
    private static Task HoldAsync(ConsoleTab tab, string write) => tab.Page.EvaluateAsync(
        """
        name => {
          window.held = [];
          const original = history[name].bind(history);
          history[name] = (state, ...rest) => {
            if (state !== null && "_index" in state) window.held.push(() => original(state, ...rest));
            else original(state, ...rest);
          };
        }
        """, write);
}
