using System.Runtime.InteropServices;

namespace TapeFlows.Backup.Posix;

/// <summary>Extended attributes (xattr(7)). The l-calls take a path, so an entry in a directory is named by way of its descriptor.</summary>
internal static unsafe partial class Xattrs
{
    [LibraryImport("libc", EntryPoint = "flistxattr", SetLastError = true)]
    public static partial nint List(int descriptor, byte* list, nuint size);

    [LibraryImport("libc", EntryPoint = "llistxattr", SetLastError = true)]
    public static partial nint ListOfPath(byte* path, byte* list, nuint size);

    [LibraryImport("libc", EntryPoint = "fgetxattr", SetLastError = true)]
    public static partial nint Get(int descriptor, byte* name, byte* value, nuint size);

    [LibraryImport("libc", EntryPoint = "lgetxattr", SetLastError = true)]
    public static partial nint GetOfPath(byte* path, byte* name, byte* value, nuint size);

    [LibraryImport("libc", EntryPoint = "fsetxattr", SetLastError = true)]
    public static partial int Set(int descriptor, byte* name, byte* value, nuint size, int flags);

    [LibraryImport("libc", EntryPoint = "lsetxattr", SetLastError = true)]
    public static partial int SetOfPath(byte* path, byte* name, byte* value, nuint size, int flags);

    [LibraryImport("libc", EntryPoint = "setxattr", SetLastError = true)]
    public static partial int SetOfTarget(byte* path, byte* name, byte* value, nuint size, int flags);

    [LibraryImport("libc", EntryPoint = "fremovexattr", SetLastError = true)]
    public static partial int Remove(int descriptor, byte* name);
}
