using Microsoft.Playwright;

namespace TapeFlows.Browser.Tests.Running;

/// <summary>The browser of this machine: Debian's Chromium, or what <see cref="Variable"/> names. None is downloaded.</summary>
internal static class Chromium
{
    private const string Variable = "TAPEFLOWS_CHROMIUM";
    private static readonly string[] Usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    // Containers have no user namespaces to make a sandbox of; only our own pages are opened.
    private static readonly string[] Arguments = ["--no-sandbox"];

    private static string Path => Environment.GetEnvironmentVariable(Variable) ?? Array.Find(Usual, File.Exists)
        ?? throw new InvalidOperationException($"There is no Chromium here. Install one (Debian: apt-get install chromium), or name it in {Variable}.");

    /// <summary>Starts it without a window. What it keeps, it keeps in memory, and no compiled code.</summary>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Path, Args = Arguments });

    /// <summary>Starts it as somebody uses it day by day: with a folder of its own, in which it keeps files and code that it has compiled.</summary>
    public static Task<IBrowserContext> LaunchAsync(IPlaywright playwright, string folder, string address) =>
        playwright.Chromium.LaunchPersistentContextAsync(folder, new BrowserTypeLaunchPersistentContextOptions
        {
            ExecutablePath = Path, Args = Arguments, BaseURL = address, ViewportSize = new ViewportSize { Width = 1600, Height = 1000 }, Locale = "en-US",
        });
}
