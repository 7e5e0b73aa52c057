using System.Runtime.InteropServices;

namespace TapeFlows.Backup.Posix;

/// <summary>Making, renaming and removing names.</summary>
internal static unsafe partial class Entries
{
    private const uint NoReplace = 1;
    private const uint TypeFifo = 0x1000;
    private const uint TypeCharacterDevice = 0x2000;
    private const uint TypeBlockDevice = 0x6000;

    /// <summary>Renames within a directory, replacing what has the new name.</summary>
    public static int Rename(int directory, byte* from, byte* to) => RenameAt(directory, from, directory, to);

    /// <summary>Renames within a directory; fails with <see cref="Errno.Exists"/> when the new name is taken.</summary>
    public static int RenameToFree(int directory, byte* from, byte* to)
    {
        var result = RenameAt2(directory, from, directory, to, NoReplace);
        if (result == 0 || Errno.Last is not (Errno.Invalid or Errno.NotImplemented))
            return result;
        // Not every file system can refuse to replace; a further name can always refuse.
        return Links.MakeHard(directory, from, directory, to) != 0 ? -1 : Remove(directory, from, 0);
    }

    /// <summary>Removes a name that is not a directory.</summary>
    public static int Remove(int directory, byte* name) => Remove(directory, name, 0);

    /// <summary>Makes a FIFO or a device node.</summary>
    /// <param name="directory">Descriptor of the directory to make it in.</param>
    /// <param name="name">Ends with a zero byte.</param>
    /// <param name="entry">Tells the kind and the device numbers.</param>
    public static int MakeNode(int directory, byte* name, FileEntry entry)
    {
        var type = entry.Kind switch
        {
            EntryKind.Fifo => TypeFifo,
            EntryKind.CharacterDevice => TypeCharacterDevice,
            _ => TypeBlockDevice,
        };
        return MakeNodeAt(directory, name, type | 0x180, entry.Kind == EntryKind.Fifo ? 0 : Number(entry.DeviceMajor, entry.DeviceMinor));
    }

    // gnu_dev_makedev(3)
    private static ulong Number(uint major, uint minor) =>
        ((ulong)(major & 0xfffff000) << 32) | ((ulong)(major & 0xfff) << 8) | ((ulong)(minor & 0xffffff00) << 12) | (minor & 0xff);

    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true)]
    private static partial int RenameAt(int fromDirectory, byte* from, int toDirectory, byte* to);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true)]
    private static partial int RenameAt2(int fromDirectory, byte* from, int toDirectory, byte* to, uint flags);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    private static partial int Remove(int directory, byte* name, int flags);

    [LibraryImport("libc", EntryPoint = "mknodat", SetLastError = true)]
    private static partial int MakeNodeAt(int directory, byte* name, uint mode, ulong device);
}
