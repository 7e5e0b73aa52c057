using System.Diagnostics;
using System.Globalization;

namespace Elsa.Workflows.Runtime.Nodes;

/// <summary>Tells processes apart, also those that had the same id one after the other.</summary>
/// <param name="Host">The machine, its boot and its name space of processes.</param>
/// <param name="ProcessId">The id.</param>
/// <param name="Start">When it started, in ticks of the kernel since boot.</param>
internal sealed record ProcessIdentity(string Host, int ProcessId, long Start)
{
    public static ProcessIdentity Current { get; } = new(FindHost(), Environment.ProcessId, StartOf(Environment.ProcessId) ?? Process.GetCurrentProcess().StartTime.Ticks);

    /// <summary>Whether a process is known to be gone. One of another host never is: only its silence tells.</summary>
    public static bool IsGone(string host, int processId, long start) =>
        OperatingSystem.IsLinux() && host == Current.Host && StartOf(processId) != start;

    private static string FindHost()
    {
        var boot = ReadLine("/proc/sys/kernel/random/boot_id");
        string? space = null;
        try
        {
            space = new FileInfo("/proc/self/ns/pid").LinkTarget;
        }
        catch (IOException)
        {
            // Not Linux, or no permission: the machine's name has to do.
        }

        return $"{Environment.MachineName}/{boot}/{space}";
    }

    // proc(5): field 22 of stat, counted behind the name, which may itself hold spaces and parentheses.
    private static long? StartOf(int processId)
    {
        var stat = ReadLine($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/stat");
        var fields = stat?[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields is { Length: > 19 } && fields[0] is not ("Z" or "X") && long.TryParse(fields[19], CultureInfo.InvariantCulture, out var start) ? start : null;
    }

    private static string? ReadLine(string path)
    {
        try
        {
            return File.ReadLines(path).FirstOrDefault();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
