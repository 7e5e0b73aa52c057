using System.Globalization;
using TapeFlows.Backup;

namespace TapeFlows.Benchmarks;

/// <summary>One full backup in a process of its own, which then tells how much memory it had at most.</summary>
internal static class ChildBackup
{
    public static async Task<int> RunAsync((string Folder, string Source) child)
    {
        await using var installation = await Installation.BuildAsync(child.Folder);
        await installation.BackUpAsync(child.Source, BackupType.Full);
        Console.WriteLine(PeakOf("self").ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    /// <summary>The most memory that a process had (VmHWM), in bytes.</summary>
    public static long PeakOf(string process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan("VmHWM:".Length, line.Length - "VmHWM:".Length - " kB".Length), CultureInfo.InvariantCulture) * 1024;
    }
}
