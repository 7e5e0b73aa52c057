using System.Globalization;
using System.Text;

namespace TapeFlows.Backup.Archive;

/// <summary>
/// Which part of a file a member holds, when the file did not fit into one segment. Part 1 keeps the file's name; part n stands under
/// <c>DIRECTORY/GNUFileParts.TOKEN/NAME.n</c> as GNU tar's multi-volume convention for pax archives has it.
/// </summary>
/// <param name="Number">1 for the first.</param>
/// <param name="FileOffset">Where in the file this member's content belongs.</param>
/// <param name="FileSize">The whole file's length.</param>
/// <param name="IsRest">
/// The rest of a part that the end of a volume cut, as a restart prefix announces it. Its name ends in <c>.at-OFFSET</c>, so that it is never
/// taken for a whole part; it is only met by those who read a later section without the one before.
/// </param>
internal readonly record struct MemberPart(int Number, long FileOffset, long FileSize, bool IsRest = false)
{
    /// <summary>The longest file name that Linux takes (NAME_MAX).</summary>
    private const int MaxNameLength = 255;

    /// <summary>Whether the member has a name of its own instead of the file's.</summary>
    public bool HasOwnName => Number > 1 || IsRest;

    /// <summary>The token of a set: 8 hexadecimal digits that keep its parts apart from those of others.</summary>
    /// <param name="setId">The set.</param>
    public static string TokenOf(Guid setId) => setId.ToString("N", CultureInfo.InvariantCulture)[..8];

    /// <summary>The path under which this member stands in the archive.</summary>
    /// <param name="file">The file's path.</param>
    /// <param name="token">The set's token.</param>
    public EntryPath NameFor(EntryPath file, string token)
    {
        if (!HasOwnName)
            return file;
        var suffix = Encoding.ASCII.GetBytes(IsRest
            ? string.Create(CultureInfo.InvariantCulture, $".at-{FileOffset}")
            : string.Create(CultureInfo.InvariantCulture, $".{Number}"));
        return Below(file, $"GNUFileParts.{token}", suffix);
    }

    /// <summary>The path with a directory put between directory and name, and something behind the name.</summary>
    internal static EntryPath Below(EntryPath file, string directory, ReadOnlySpan<byte> suffix)
    {
        var parent = new EntryPath(file.Directory, Encoding.ASCII.GetBytes(directory));
        var name = file.Name;
        return name.Length + suffix.Length <= MaxNameLength
            ? parent.Child([.. name, .. suffix])
            : parent.Child([.. name.AsSpan(0, MaxNameLength - suffix.Length - 17), (byte)'~', .. Fingerprint(name), .. suffix]);
    }

    // A name of nearly 255 bytes has no room for the suffix. It is cut, and 64 bits of FNV-1a keep two such names in one directory apart.
    private static byte[] Fingerprint(ReadOnlySpan<byte> name)
    {
        var hash = 0xcbf29ce484222325UL;
        foreach (var value in name)
            hash = unchecked((hash ^ value) * 0x100000001b3UL);
        return Encoding.ASCII.GetBytes(hash.ToString("x16", CultureInfo.InvariantCulture));
    }
}
