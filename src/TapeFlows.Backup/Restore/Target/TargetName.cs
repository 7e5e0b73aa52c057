using TapeFlows.Backup.Posix;

namespace TapeFlows.Backup.Restore.Target;

/// <summary>Names as the kernel takes them, and which names it must never be given.</summary>
internal static class TargetName
{
    // NAME_MAX
    private const int Longest = 255;

    /// <summary>Why a name from an archive cannot be used; <see langword="null"/> when it can.</summary>
    public static string? Refusal(ReadOnlySpan<byte> name) =>
        name.IsEmpty ? "a part of its path is empty"
        : name.SequenceEqual("."u8) || name.SequenceEqual(".."u8) ? "its path leads through '.' or '..'"
        : name.Contains((byte)0) ? "its path contains a zero byte"
        : name.Contains((byte)'/') ? "its name contains a slash"
        : name.Length > Longest ? $"a part of its path has {name.Length} bytes, more than a file system takes"
        : null;

    /// <summary>The name followed by a zero byte.</summary>
    public static byte[] Terminate(ReadOnlySpan<byte> name)
    {
        var terminated = new byte[name.Length + 1];
        name.CopyTo(terminated);
        return terminated;
    }

    /// <summary>The name of the n-th copy next to one that stays, cut so that it fits.</summary>
    public static byte[] Beside(ReadOnlySpan<byte> name, int number)
    {
        var ending = System.Text.Encoding.ASCII.GetBytes(number == 1 ? ".restored" : $".restored.{number}");
        return [.. name[..Math.Min(name.Length, Longest - ending.Length)], .. ending];
    }

    /// <summary>What went wrong, in words.</summary>
    public static string Describe(string what, int error) => $"{what}: {Errno.Describe(error)}";
}
