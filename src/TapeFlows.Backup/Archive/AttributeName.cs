using System.Text;

namespace TapeFlows.Backup.Archive;

/// <summary>Names of extended attributes as part of a pax keyword: GNU tar writes an equals sign as <c>%3D</c> and a percent sign as <c>%25</c>.</summary>
internal static class AttributeName
{
    /// <summary>Writes a name.</summary>
    /// <param name="name">The name, at most 255 bytes in UTF-8 (xattr(7)).</param>
    /// <param name="destination">At least 765 bytes.</param>
    /// <returns>The number of bytes written.</returns>
    /// <exception cref="ArgumentException">The name is longer than Linux allows.</exception>
    public static int Encode(string name, Span<byte> destination)
    {
        Span<byte> plain = stackalloc byte[255];
        if (!Encoding.UTF8.TryGetBytes(name, plain, out var length))
            throw new ArgumentException($"The attribute name {name} is longer than 255 bytes.", nameof(name));
        var at = 0;
        foreach (var value in plain[..length])
        {
            if (value is (byte)'=' or (byte)'%')
            {
                (value == '=' ? "%3D"u8 : "%25"u8).CopyTo(destination[at..]);
                at += 3;
            }
            else
            {
                destination[at++] = value;
            }
        }

        return at;
    }

    /// <summary>Reads a name.</summary>
    /// <param name="encoded">The keyword behind <c>SCHILY.xattr.</c>.</param>
    public static string Decode(ReadOnlySpan<byte> encoded)
    {
        var name = Encoding.UTF8.GetString(encoded);
        return name.Contains('%') ? name.Replace("%3D", "=", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal) : name;
    }
}
