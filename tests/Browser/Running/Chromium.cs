using Microsoft.Playwright;

namespace TapeFlows.Browser.Tests.Running;

/// <summary>The browser of this machine: Debian's Chromium, or what <see cref="Variable"/> names. None is downloaded.</summary>
internal static class Chromium
{
    private const string Variable = "TAPEFLOWS_CHROMIUM";
    private static readonly string[] Usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>Starts it without a window.</summary>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Environment.GetEnvironmentVariable(Variable) ?? Array.Find(Usual, File.Exists)
            ?? throw new InvalidOperationException($"There is no Chromium here. Install one (Debian: apt-get install chromium), or name it in {Variable}."),
        // Containers have no user namespaces to make a sandbox of; only our own pages are opened.
        Args = ["--no-sandbox"],
    });
}
