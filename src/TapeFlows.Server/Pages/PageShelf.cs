using System.Reflection;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Pages;

/// <summary>
/// Knows whether there is a console to serve. In a checkout it is built on first use, while the server already serves everything else.
/// </summary>
internal sealed class PageShelf(ILogger<PageShelf> log) : BackgroundService
{
    private const string StillBuilding = "The console is being built for the first time; this takes about a minute. This page then shows it.";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private volatile PageFolders? _folders;
    private volatile string? _trouble;

    /// <summary>The folders to serve; null while there are none.</summary>
    public PageFolders? Folders => _folders;

    /// <summary>Why there is no console (yet), and what to do.</summary>
    public string Reason => _trouble ?? StillBuilding;

    /// <summary>Whether there will be one soon.</summary>
    public bool IsBuilding => _folders is null && _trouble is null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (PageFolders.Published is { AreThere: true } published)
            Serve(published);
        else if (Checkout() is { } studio)
            await ServeCheckoutAsync(studio, stoppingToken);
        else
            Miss("This build of TapeFlows comes without the console: publish it from a checkout where node is there.");
    }

    private async Task ServeCheckoutAsync(string studio, CancellationToken cancellationToken)
    {
        try
        {
            var folders = PageFolders.InCheckout(studio);
            if (folders.AreCurrent(studio) || await BuildAsync(studio, folders, cancellationToken) is not { } reason)
                Serve(folders);
            else
                Miss(reason);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            // A checkout that cannot be written to, or no npm beside node: a server without a console is still one, and what gets out of here stops it.
            Miss($"The console in {studio} could not be built: {e.Message} Build it by 'npm ci' and 'npm run build' there, then restart; all but the pages works without.");
        }
    }

    // Another server of this checkout may be at it.
    private async Task<string?> BuildAsync(string studio, PageFolders folders, CancellationToken cancellationToken)
    {
        using var turn = await FolderLock.TakeAsync(Path.Combine(studio, ".building"), Patience, cancellationToken);
        if (folders.AreCurrent(studio))
            return null;
        log.Building(studio);
        return await PageBuild.RunAsync(studio, log, cancellationToken);
    }

    private void Serve(PageFolders folders)
    {
        _folders = folders;
        log.Serving(folders.Console);
    }

    private void Miss(string reason)
    {
        _trouble = reason;
        log.NoPages(reason);
    }

    // Written by the project file of a build that is not published.
    private static string? Checkout() => typeof(PageShelf).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(item => string.Equals(item.Key, "Studio", StringComparison.Ordinal))?.Value is { } folder && Directory.Exists(folder) ? folder : null;
}
