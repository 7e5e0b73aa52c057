using System.Runtime.InteropServices;

namespace TapeFlows.Backup.Posix;

/// <summary>Symbolic and hard links.</summary>
internal static unsafe partial class Links
{
    private const int LongestTarget = 1 << 20;
    private const int FollowLink = 0x400;
    private const int EmptyPath = 0x1000;

    /// <summary>What a symbolic link says; <see langword="null"/> with <see cref="Errno.Last"/> when it cannot be read.</summary>
    /// <param name="directory">Descriptor of the directory that the link is in.</param>
    /// <param name="name">Ends with a zero byte.</param>
    /// <param name="expectedLength">The size that its status told.</param>
    public static byte[]? ReadTarget(int directory, byte* name, long expectedLength)
    {
        // One byte more than expected tells a whole target from a cut one; some file systems tell no length.
        for (var length = (int)Math.Clamp(expectedLength + 1, 256, LongestTarget); ; length *= 2)
        {
            var buffer = new byte[length];
            nint read;
            fixed (byte* pointer = buffer)
                read = ReadLink(directory, name, pointer, (nuint)length);
            if (read < 0)
                return null;
            if (read < length || length >= LongestTarget)
                return buffer.AsSpan(0, (int)read).ToArray();
        }
    }

    /// <summary>Gives a file a further name; a symbolic link is not followed.</summary>
    public static int MakeHard(int fromDirectory, byte* from, int toDirectory, byte* to) => Link(fromDirectory, from, toDirectory, to, 0);

    /// <summary>Gives an open file that has no name (<see cref="Opening.Nameless"/>) its name; fails with <see cref="Errno.Exists"/> when it is taken.</summary>
    public static int GiveName(int descriptor, int directory, byte* name)
    {
        byte empty = 0;
        if (Link(descriptor, &empty, directory, name, EmptyPath) == 0)
            return 0;
        // Without CAP_DAC_READ_SEARCH the kernel says so (open(2), O_TMPFILE); the way through /proc is for everybody.
        if (Errno.Last != Errno.NoEntry)
            return -1;
        fixed (byte* path = Descriptor.PathOf(descriptor))
            return Link(Opening.WorkingDirectory, path, directory, name, FollowLink);
    }

    /// <summary>Makes a symbolic link.</summary>
    /// <param name="target">What it says; ends with a zero byte.</param>
    /// <param name="directory">Descriptor of the directory to make it in.</param>
    /// <param name="name">Ends with a zero byte.</param>
    [LibraryImport("libc", EntryPoint = "symlinkat", SetLastError = true)]
    public static partial int MakeSymbolic(byte* target, int directory, byte* name);

    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true)]
    private static partial nint ReadLink(int directory, byte* name, byte* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "linkat", SetLastError = true)]
    private static partial int Link(int fromDirectory, byte* from, int toDirectory, byte* to, int flags);
}
