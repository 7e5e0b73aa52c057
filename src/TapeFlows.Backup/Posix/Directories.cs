using System.Runtime.InteropServices;

namespace TapeFlows.Backup.Posix;

/// <summary>getdents64(2): the names of a directory, many at a time.</summary>
internal static unsafe partial class Directories
{
    /// <summary>Where a record's name begins (struct linux_dirent64: inode 8, offset 8, record length 2, type 1).</summary>
    public const int NameOffset = 19;

    /// <summary>Where a record's own length stands.</summary>
    public const int LengthOffset = 16;

    /// <summary>Reads the next records: bytes read, 0 at the end, -1 with <see cref="Errno.Last"/>.</summary>
    /// <param name="descriptor">An open directory.</param>
    /// <param name="buffer">Receives the records.</param>
    /// <param name="length">Its size, at least 300 bytes.</param>
    [LibraryImport("libc", EntryPoint = "getdents64", SetLastError = true)]
    public static partial nint Read(int descriptor, byte* buffer, nuint length);

    /// <summary>Makes a directory.</summary>
    /// <param name="directory">Descriptor of the directory to make it in.</param>
    /// <param name="name">Ends with a zero byte.</param>
    /// <param name="mode">Permissions, less the process's umask.</param>
    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true)]
    public static partial int Make(int directory, byte* name, uint mode);
}
