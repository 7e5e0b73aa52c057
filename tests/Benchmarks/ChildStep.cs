using System.Globalization;
using TapeFlows.Backup;

namespace TapeFlows.Benchmarks;

/// <summary>One full backup or one restore in a process of its own, which then tells how much memory it had at most.</summary>
internal static class ChildStep
{
    public const string Backup = "backup";
    public const string Restore = "restore";

    public static async Task<int> RunAsync((string Step, string Folder, string Directory) child)
    {
        await using (var installation = await Installation.OpenAsync(child.Folder))
        {
            if (child.Step == Restore)
                await installation.RestoreAsync(child.Directory);
            else
                await installation.BackUpAsync(child.Directory, BackupType.Full);
        }

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
