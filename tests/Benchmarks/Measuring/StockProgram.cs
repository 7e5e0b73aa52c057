using System.Diagnostics;

namespace TapeFlows.Benchmarks.Measuring;

/// <summary>A program that every machine has, to be measured against.</summary>
internal static class StockProgram
{
    /// <summary>Runs it to its end, its output thrown away.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task RunAsync(string program, params string[] arguments)
    {
        // A file as standard output would do as well; what must not be measured is this process reading a pipe.
        string[] quiet = ["-c", "exec \"$@\" >/dev/null", "sh", program, .. arguments];
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", quiet) { UseShellExecute = false })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
