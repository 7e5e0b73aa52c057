namespace TapeFlows.Backup.Manifest;

/// <summary>Tells which names are their own <see cref="PathText"/>: nearly all, and those need no string to be written.</summary>
internal static class PlainText
{
    private static readonly System.Buffers.SearchValues<byte> Special =
        System.Buffers.SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(b => (byte)b), 0x7f, (byte)'\\', 0xc2]);

    /// <summary>Whether a name is UTF-8 without control characters and backslashes.</summary>
    /// <param name="name">Any bytes. A name with a character from U+0080 to U+00BF counts as special, because some of those are controls.</param>
    public static bool Is(ReadOnlySpan<byte> name) => !name.ContainsAny(Special) && System.Text.Unicode.Utf8.IsValid(name);
}
