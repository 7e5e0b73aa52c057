using Microsoft.Playwright;
using TapeFlows.Browser.Tests.Screens;

namespace TapeFlows.Browser.Tests.Running;

/// <summary>A running server and a browser at its pages, shared by all tests.</summary>
public sealed class Desk : IAsyncLifetime
{
    private readonly Dictionary<string, string> _sessions = new(StringComparer.Ordinal);
    private IPlaywright? _playwright;
    private IBrowserContext? _shared;

    /// <summary>The server.</summary>
    public ConsoleServer Server { get; } = new();

    /// <summary>The browser.</summary>
    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Server.StartAsync();
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout((float)ConsoleTab.Patience.TotalMilliseconds);
        Browser = await Chromium.LaunchAsync(_playwright);
        _shared = await NewContextAsync();
    }

    /// <summary>A new tab with somebody signed in, in a browser that has the console in its cache.</summary>
    public async Task<ConsoleTab> OpenAsync(string path = "/", string user = Accounts.Admin)
    {
        var tab = new ConsoleTab(await _shared!.NewPageAsync());
        await tab.EnterAsync(path, await SessionAsync(user));
        return tab;
    }

    /// <summary>A new tab in that browser in which nobody has signed in.</summary>
    public async Task<ConsoleTab> OpenAsStrangerAsync() => new(await _shared!.NewPageAsync());

    /// <summary>Ends all sessions of somebody, as a new password does.</summary>
    public async Task EndSessionsAsync(string user)
    {
        _sessions.Remove(user);
        await Accounts.EndSessionsAsync(Server.Admin, user);
    }

    // Everybody signs in once. How that goes by hand is what the tests of roles look at.
    private async Task<string> SessionAsync(string user)
    {
        if (!_sessions.TryGetValue(user, out var session))
            _sessions[user] = session = await Accounts.SessionAsync(Server.Admin, user);
        return session;
    }

    /// <summary>A browser that was never here: no cache, no storage.</summary>
    public Task<IBrowserContext> NewContextAsync() => Browser.NewContextAsync(new BrowserNewContextOptions
    {
        BaseURL = Server.Address.ToString(),
        ViewportSize = new ViewportSize { Width = 1600, Height = 1000 },
        Locale = "en-US",
        AcceptDownloads = true,
    });

    /// <summary>Another browser, with a folder of its own as everybody's has.</summary>
    public Task<IBrowserContext> LaunchAsync(string folder) => Chromium.LaunchAsync(_playwright!, folder, Server.Address.ToString());

    public async ValueTask DisposeAsync()
    {
        if (_shared is not null)
            await _shared.DisposeAsync();
        if (Browser is not null)
            await Browser.DisposeAsync();
        _playwright?.Dispose();
        await Server.DisposeAsync();
    }
}
