using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TapeFlows.Browser.Tests.Running;

namespace TapeFlows.Browser.Tests.Screens;

/// <summary>A tab with the console. It notes what the browser complains of, and leaves a picture of how the test ended.</summary>
public sealed partial class ConsoleTab : IAsyncDisposable
{
    // The designer says so where it draws a line in the simpler way, and where live figures are of the workflow as a whole, for which no box is drawn.
    private static readonly string[] SmallTalk = ["Unable to execute manhattan algorithm", "Could not find wrapper element with ID activity-"];

    /// <summary>How long is waited for what a page is to show. It bounds failure only: no speed is judged by it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string Pictures = ConsoleServer.Metadata("Pictures");

    private readonly ConcurrentQueue<string> _complaints = new();

    public ConsoleTab(IPage page)
    {
        Page = page;
        page.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !SmallTalk.Any(words => message.Text.StartsWith(words, StringComparison.Ordinal)))
                _complaints.Enqueue(message.Text);
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Response += (_, answer) =>
        {
            if (answer.Status >= 400)
                _complaints.Enqueue($"{answer.Status} {answer.Request.Method} {answer.Url}");
        };
    }

    /// <summary>How long one attempt may take that can be made again, in milliseconds.</summary>
    public const float Moment = 20_000;

    /// <summary>The tab itself.</summary>
    public IPage Page { get; }

    /// <summary>The second bar: what is shown, and what became of it.</summary>
    public ILocator Bar => Page.GetByTestId("page-bar");

    /// <summary>Errors and warnings of the browser, scripts and calls so far.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Opens a page as somebody who has to sign in first.</summary>
    public async Task SignInAsync(string path, string user)
    {
        await Page.GotoAsync(path);
        await Page.GetByLabel("User name").FillAsync(user);
        await Page.GetByLabel("Password").FillAsync(Accounts.Password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Page.GetByRole(AriaRole.Navigation).WaitForAsync();
    }

    /// <summary>Opens a page as somebody who has signed in before.</summary>
    public async Task EnterAsync(string path, string session)
    {
        await Page.AddInitScriptAsync($"if (sessionStorage.getItem('tapeflows.session') === null) sessionStorage.setItem('tapeflows.session', {JsonSerializer.Serialize(session)});");
        await Page.GotoAsync(path);
        await Page.GetByRole(AriaRole.Navigation).WaitForAsync();
    }

    /// <summary>Goes to a room by the bar at the top, inside the page.</summary>
    public Task GoToAsync(string room) => Page.GetByRole(AriaRole.Tab, new() { Name = room, Exact = true }).ClickAsync();

    /// <summary>Keeps a picture of what is seen.</summary>
    public Task PictureAsync(string name) => Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, name + ".png") });

    /// <summary>
    /// Tries something until it succeeds. Elsa Studio draws its panels anew whenever an answer comes, and what was opened or clicked at that moment is not there any more; a
    /// person clicks again.
    /// </summary>
    /// <param name="attempt">Does it and looks whether it is done, both within <see cref="Moment"/>; can be done again.</param>
    public async Task InsistAsync(Func<Task> attempt)
    {
        for (var clock = Stopwatch.StartNew(); ;)
        {
            try
            {
                await attempt();
                return;
            }
            catch (Exception e) when (e is TimeoutException or PlaywrightException && clock.Elapsed < 2 * Patience && !Page.IsClosed)
            {
                // Again.
            }
        }
    }

    /// <summary>Opens a menu of Elsa Studio and chooses from it.</summary>
    public Task ChooseAsync(ILocator place, string choice) => InsistAsync(async () =>
    {
        var item = Page.Locator(".mud-popover-open .mud-menu-item", new() { HasText = choice }).First;
        if (!await item.IsVisibleAsync())
            await place.Locator(".mud-menu button").First.ClickAsync(new() { Timeout = Moment });
        await item.ClickAsync(new() { Timeout = Moment });
    });

    /// <summary>Nothing in the browser, the scripts or the calls has gone wrong.</summary>
    public void AssertQuiet() => Assert.Empty(_complaints);

    public async ValueTask DisposeAsync()
    {
        var test = TestContext.Current.Test?.TestDisplayName ?? "console";
        try
        {
            await PictureAsync(NotForNames().Replace(test, "-").Replace("TapeFlows.Browser.Tests.", "", StringComparison.Ordinal));
        }
        catch (TimeoutException)
        {
            // The test has ended, well or not; its picture decides nothing.
        }

        await Page.CloseAsync();
    }

    [GeneratedRegex(@"[^\w.]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotForNames();
}
