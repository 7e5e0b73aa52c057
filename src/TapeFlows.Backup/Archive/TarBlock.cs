namespace TapeFlows.Backup.Archive;

/// <summary>Sizes that every tar archive has in common (POSIX pax, "ustar Interchange Format").</summary>
internal static class TarBlock
{
    /// <summary>The unit of a tar archive in bytes: headers are one, content is padded to a multiple.</summary>
    public const int Size = 512;

    /// <summary>The end of an archive: two units of zeros.</summary>
    public const int EndOfArchiveLength = 2 * Size;

    /// <summary>The bytes that end an archive.</summary>
    public static ReadOnlySpan<byte> EndOfArchive => new byte[EndOfArchiveLength];

    /// <summary>A length rounded up to whole units.</summary>
    /// <param name="length">Bytes, 0 to <see cref="MaxContentLength"/>.</param>
    public static long Pad(long length) => (length + (Size - 1)) & ~(long)(Size - 1);

    /// <summary>The zeros that follow content of a length: 0 to 511.</summary>
    /// <param name="length">Bytes, 0 to <see cref="MaxContentLength"/>.</param>
    public static int PaddingOf(long length) => (int)(-length & (Size - 1));

    /// <summary>The longest content a member may claim, 4 EiB: sums of a position and a length stay far from overflow.</summary>
    public const long MaxContentLength = 1L << 62;
}
