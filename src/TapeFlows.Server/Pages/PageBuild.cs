using System.ComponentModel;
using System.Diagnostics;

namespace TapeFlows.Server.Pages;

/// <summary>Builds the console in a checkout: <c>npm ci</c> and <c>npm run build</c>.</summary>
internal static class PageBuild
{
    private static readonly Version OldestNode = new(20, 19);
    private static readonly string[] Install = ["ci", "--no-audit", "--no-fund"];
    private static readonly string[] Build = ["run", "build"];

    /// <summary>Builds it and says how it ended.</summary>
    /// <param name="studio">The folder <c>studio/</c>.</param>
    /// <param name="log">Takes each line that npm writes.</param>
    /// <param name="cancellationToken">Stops npm.</param>
    /// <returns>Null when the pages are built, else a sentence that says what is missing and what to do.</returns>
    public static async Task<string?> RunAsync(string studio, ILogger log, CancellationToken cancellationToken)
    {
        if (await NodeVersionAsync(cancellationToken) is not { } node)
            return $"The console is not built and node is not on the path. Install node {OldestNode} or newer with npm, then restart; all but the pages works without.";
        if (node < OldestNode)
            return $"The console needs node {OldestNode} or newer to be built; here is {node}. Install a newer one, then restart; all but the pages works without.";
        string[][] steps = HasPackages(studio) ? [Build] : [Install, Build];
        foreach (var arguments in steps)
        {
            var (code, last) = await RunAsync("npm", arguments, studio, log, cancellationToken);
            if (code != 0)
                return $"'npm {string.Join(' ', arguments)}' in {studio} ended with {code}: {last}. Run it by hand to see more; all but the pages works without.";
        }
        return null;
    }

    // npm leaves a copy of the lock file where it has put the packages.
    private static bool HasPackages(string studio) =>
        File.GetLastWriteTimeUtc(Path.Combine(studio, "node_modules", ".package-lock.json")) > File.GetLastWriteTimeUtc(Path.Combine(studio, "package-lock.json"));

    private static async Task<Version?> NodeVersionAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (code, line) = await RunAsync("node", ["--version"], Path.GetTempPath(), log: null, cancellationToken);
            return code == 0 && Version.TryParse(line.TrimStart('v'), out var version) ? version : null;
        }
        catch (Win32Exception)
        {
            // ENOENT: no such program.
            return null;
        }
    }

    private static async Task<(int Code, string LastLine)> RunAsync(
        string program, IEnumerable<string> arguments, string folder, ILogger? log, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        await using var stop = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        var lines = await Task.WhenAll(LastLineAsync(process.StandardOutput, log), LastLineAsync(process.StandardError, log));
        await process.WaitForExitAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        return (process.ExitCode, process.ExitCode != 0 && lines[1].Length > 0 ? lines[1] : lines[0]);
    }

    private static async Task<string> LastLineAsync(StreamReader output, ILogger? log)
    {
        var last = "";
        while (await output.ReadLineAsync() is { } line)
        {
            log?.NpmSaid(line);
            if (line.Trim().Length > 0)
                last = line.Trim();
        }
        return last;
    }
}
