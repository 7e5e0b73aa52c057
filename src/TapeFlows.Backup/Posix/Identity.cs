using System.Runtime.InteropServices;

namespace TapeFlows.Backup.Posix;

/// <summary>Whom this process acts for.</summary>
internal static partial class Identity
{
    private const uint UnknownMask = 0x1ff;

    public static uint UserId => GetEffectiveUser();

    public static uint GroupId => GetEffectiveGroup();

    public static bool IsAdministrator => UserId == 0;

    /// <summary>The permission bits that are taken from new files. Read from /proc, because umask(2) can only be read by changing it.</summary>
    public static uint ReadMask()
    {
        try
        {
            var line = File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("Umask:", StringComparison.Ordinal));
            return line is null ? UnknownMask : Convert.ToUInt32(line["Umask:".Length..].Trim(), 8);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return UnknownMask;
        }
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUser();

    [LibraryImport("libc", EntryPoint = "getegid")]
    private static partial uint GetEffectiveGroup();
}
