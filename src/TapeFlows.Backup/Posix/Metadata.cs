using System.Runtime.InteropServices;

namespace TapeFlows.Backup.Posix;

/// <summary>Owner, permissions and times of open files, and of what a path leads to.</summary>
internal static unsafe partial class Metadata
{
    private const int EmptyPath = 0x1000;
    private const long OmitTime = 0x3ffffffe;

    public static int SetTimes(int descriptor, UnixTime accessed, UnixTime modified)
    {
        var times = stackalloc TimeValue[] { TimeValue.OfKnown(accessed), TimeValue.Of(modified) };
        return SetTimesOfDescriptor(descriptor, times);
    }

    public static int SetTimesOfPath(byte* path, UnixTime accessed, UnixTime modified)
    {
        var times = stackalloc TimeValue[] { TimeValue.OfKnown(accessed), TimeValue.Of(modified) };
        return SetTimesAt(Opening.WorkingDirectory, path, times, 0);
    }

    /// <summary>Sets the owner of what a descriptor stands for, also when it was opened for its path only.</summary>
    public static int SetOwner(int descriptor, uint user, uint group)
    {
        byte empty = 0;
        return SetOwnerAt(descriptor, &empty, user, group, EmptyPath);
    }

    [LibraryImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    public static partial int SetMode(int descriptor, uint mode);

    [LibraryImport("libc", EntryPoint = "chmod", SetLastError = true)]
    public static partial int SetModeOfPath(byte* path, uint mode);

    [LibraryImport("libc", EntryPoint = "fchownat", SetLastError = true)]
    private static partial int SetOwnerAt(int directory, byte* name, uint user, uint group, int flags);

    [LibraryImport("libc", EntryPoint = "futimens", SetLastError = true)]
    private static partial int SetTimesOfDescriptor(int descriptor, TimeValue* times);

    [LibraryImport("libc", EntryPoint = "utimensat", SetLastError = true)]
    private static partial int SetTimesAt(int directory, byte* name, TimeValue* times, int flags);

    // struct timespec. Not every archive tells an access time; then it is left alone.
    private readonly record struct TimeValue(long Seconds, long Nanoseconds)
    {
        public static TimeValue Of(UnixTime time) => new(time.Seconds, time.Nanoseconds);

        public static TimeValue OfKnown(UnixTime time) => time == default ? new(0, OmitTime) : Of(time);
    }
}
