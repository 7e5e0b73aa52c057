using System.Runtime.InteropServices;

namespace TapeFlows.Backup.Posix;

/// <summary>statx(2): everything the inode says, with nanoseconds, the same layout on every architecture.</summary>
internal static unsafe partial class Status
{
    private const int NoFollow = 0x100;
    private const int NoAutomount = 0x800;
    private const int EmptyPath = 0x1000;
    private const uint BasicFields = 0x7ff;

    /// <summary>The status of a name; a symbolic link is not followed. 0 or -1 with <see cref="Errno.Last"/>.</summary>
    /// <param name="directory">Descriptor of the directory that the name is in.</param>
    /// <param name="name">Ends with a zero byte.</param>
    /// <param name="status">Receives it.</param>
    public static int OfName(int directory, byte* name, StatusRecord* status) =>
        StatX(directory, name, NoFollow | NoAutomount, BasicFields, status);

    /// <summary>The status of what a name leads to; symbolic links are followed.</summary>
    /// <param name="directory">Descriptor of the directory that the name is in.</param>
    /// <param name="name">Ends with a zero byte.</param>
    /// <param name="status">Receives it.</param>
    public static int OfTarget(int directory, byte* name, StatusRecord* status) =>
        StatX(directory, name, NoAutomount, BasicFields, status);

    /// <summary>The status of an open file.</summary>
    /// <param name="descriptor">Any descriptor.</param>
    /// <param name="status">Receives it.</param>
    public static int OfDescriptor(int descriptor, StatusRecord* status)
    {
        byte empty = 0;
        return StatX(descriptor, &empty, EmptyPath, BasicFields, status);
    }

    /// <summary>The magic number of the file system that a descriptor is on (fstatfs(2), linux/magic.h); 0 when it cannot be told.</summary>
    /// <param name="descriptor">Any descriptor.</param>
    public static uint FileSystemType(int descriptor)
    {
        // struct statfs is 120 bytes on 64-bit Linux and begins with the type.
        var buffer = stackalloc long[32];
        return StatFileSystem(descriptor, buffer) == 0 ? (uint)buffer[0] : 0;
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static partial int StatX(int directory, byte* name, int flags, uint mask, StatusRecord* status);

    [LibraryImport("libc", EntryPoint = "fstatfs", SetLastError = true)]
    private static partial int StatFileSystem(int descriptor, long* buffer);
}
