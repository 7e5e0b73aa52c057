using System.Runtime.InteropServices;

namespace TapeFlows.Backup.Posix;

/// <summary>open(2) and close(2), always relative to a directory so that no path can be too long or be bent on its way.</summary>
internal static unsafe partial class Opening
{
    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int NoTerminal = 0x100;
    public const int NonBlocking = 0x800;
    public const int NoAccessTime = 0x40000;
    public const int CloseOnExec = 0x80000;
    public const int PathOnly = 0x200000;

    /// <summary>Stands for the working directory where a directory descriptor is asked for; makes absolute paths possible.</summary>
    public const int WorkingDirectory = -100;

    // The two flags whose value differs between the architectures (asm/fcntl.h).
    private static readonly bool Arm = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    public static int DirectoryOnly => Arm ? 0x4000 : 0x10000;

    public static int NoFollow => Arm ? 0x8000 : 0x20000;

    /// <summary>O_TMPFILE: a new file in the named directory that has no name, and is gone with its last descriptor unless it gets one.</summary>
    public static int Nameless => 0x400000 | DirectoryOnly;

    /// <summary>Opens; on failure -1, with the reason in <see cref="Errno.Last"/>.</summary>
    /// <param name="directory">Descriptor of the directory that the name is in.</param>
    /// <param name="name">Ends with a zero byte.</param>
    /// <param name="flags">Flags of this class; close-on-exec is added.</param>
    /// <param name="mode">Permissions of a created file.</param>
    public static int Open(int directory, byte* name, int flags, uint mode = 0)
    {
        int descriptor;
        do
        {
            descriptor = OpenAt(directory, name, flags | CloseOnExec, mode);
        }
        while (descriptor < 0 && Errno.Last == Errno.Interrupted);
        return descriptor;
    }

    /// <summary>Closes. An error is of no use here: Linux has released the descriptor in any case.</summary>
    /// <param name="descriptor">What to close.</param>
    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    // openat is variadic in C; on both architectures the mode travels in the same register as a fixed fourth argument.
    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static partial int OpenAt(int directory, byte* name, int flags, uint mode);
}
