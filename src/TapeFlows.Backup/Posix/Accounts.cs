using System.Runtime.InteropServices;

namespace TapeFlows.Backup.Posix;

/// <summary>User and group names (getpwuid_r(3) and its relatives). Slow, because a directory server may stand behind it: keep what it says.</summary>
internal static unsafe partial class Accounts
{
    // struct passwd and struct group both begin with the name and a password pointer, then the number: uid, or gid.
    private const int NumberOffset = 16;
    private const int RecordSize = 64;
    private const int LargestBuffer = 1 << 20;

    private delegate int Lookup(byte* record, byte* buffer, nuint length, byte** result);

    /// <summary>The name of a user number; <see langword="null"/> when it has none.</summary>
    public static string? UserName(uint id) => Name((record, buffer, length, result) => GetUserById(id, record, buffer, length, result));

    /// <summary>The name of a group number; <see langword="null"/> when it has none.</summary>
    public static string? GroupName(uint id) => Name((record, buffer, length, result) => GetGroupById(id, record, buffer, length, result));

    /// <summary>The number of a user name; <see langword="null"/> when there is no such user.</summary>
    public static uint? UserId(string name) => Number(name, (text, record, buffer, length, result) => GetUserByName(text, record, buffer, length, result));

    /// <summary>The number of a group name; <see langword="null"/> when there is no such group.</summary>
    public static uint? GroupId(string name) => Number(name, (text, record, buffer, length, result) => GetGroupByName(text, record, buffer, length, result));

    private delegate int LookupByName(byte* name, byte* record, byte* buffer, nuint length, byte** result);

    private static string? Name(Lookup lookup) => Find(lookup, record => Marshal.PtrToStringUTF8(*(nint*)record));

    private static uint? Number(string name, LookupByName lookup)
    {
        var text = Marshal.StringToCoTaskMemUTF8(name);
        try
        {
            return Find<uint?>(
                (record, buffer, length, result) => lookup((byte*)text, record, buffer, length, result),
                record => *(uint*)((byte*)record + NumberOffset));
        }
        finally
        {
            Marshal.FreeCoTaskMem(text);
        }
    }

    private static T? Find<T>(Lookup lookup, Func<nint, T?> take)
    {
        var record = stackalloc byte[RecordSize];
        for (var length = 4096; length <= LargestBuffer; length *= 4)
        {
            var buffer = new byte[length];
            byte* result = null;
            fixed (byte* pointer = buffer)
            {
                var error = lookup(record, pointer, (nuint)length, &result);
                if (error == Errno.Range)
                    continue;
                return error == 0 && result != null ? take((nint)record) : default;
            }
        }

        return default;
    }

    [LibraryImport("libc", EntryPoint = "getpwuid_r")]
    private static partial int GetUserById(uint id, byte* record, byte* buffer, nuint length, byte** result);

    [LibraryImport("libc", EntryPoint = "getgrgid_r")]
    private static partial int GetGroupById(uint id, byte* record, byte* buffer, nuint length, byte** result);

    [LibraryImport("libc", EntryPoint = "getpwnam_r")]
    private static partial int GetUserByName(byte* name, byte* record, byte* buffer, nuint length, byte** result);

    [LibraryImport("libc", EntryPoint = "getgrnam_r")]
    private static partial int GetGroupByName(byte* name, byte* record, byte* buffer, nuint length, byte** result);
}
