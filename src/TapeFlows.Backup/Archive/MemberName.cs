namespace TapeFlows.Backup.Archive;

/// <summary>Names as archives of other programs have them, brought to the form of <see cref="EntryPath"/>.</summary>
internal static class MemberName
{
    /// <summary>
    /// Drops slashes at both ends, doubled slashes and <c>.</c> components. A <c>..</c> stays: it is for those who restore to refuse the one
    /// entry, not for the reader to give up the archive.
    /// </summary>
    /// <param name="name">The name in the archive.</param>
    /// <returns>The path, empty for the root.</returns>
    public static byte[] Normalize(ReadOnlySpan<byte> name)
    {
        var path = new byte[name.Length];
        var length = 0;
        foreach (var range in name.Split((byte)'/'))
        {
            var component = name[range];
            if (component.IsEmpty || component.SequenceEqual("."u8))
                continue;
            if (length > 0)
                path[length++] = (byte)'/';
            component.CopyTo(path.AsSpan(length));
            length += component.Length;
        }

        return length == path.Length ? path : path[..length];
    }
}
