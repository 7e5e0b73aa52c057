namespace TapeFlows.Backup.Compression;

/// <summary>How a segment's bytes are compressed. By name in labels, catalog and manifest.</summary>
internal enum CompressionMethod
{
    /// <summary>Not at all; the drive may do it.</summary>
    None,

    /// <summary>gzip members (RFC 1952).</summary>
    Gzip,

    /// <summary>Zstandard frames (RFC 8878).</summary>
    Zstd,
}

/// <summary>Names of compression methods, and what carries them out.</summary>
internal static class CompressionMethods
{
    /// <summary>The name as it is stored.</summary>
    /// <param name="method">The method.</param>
    public static string ToName(this CompressionMethod method) => method switch
    {
        CompressionMethod.Gzip => "gzip",
        CompressionMethod.Zstd => "zstd",
        _ => "none",
    };

    /// <summary>The method of a name.</summary>
    /// <param name="name"><c>none</c>, <c>gzip</c> or <c>zstd</c>.</param>
    /// <param name="method">The method.</param>
    /// <returns>Whether there is one of that name.</returns>
    public static bool TryParse(string? name, out CompressionMethod method)
    {
        (var isKnown, method) = name switch
        {
            "none" => (true, CompressionMethod.None),
            "gzip" => (true, CompressionMethod.Gzip),
            "zstd" => (true, CompressionMethod.Zstd),
            _ => (false, CompressionMethod.None),
        };
        return isKnown;
    }

    /// <summary>The method of a stored name.</summary>
    /// <param name="name"><c>none</c>, <c>gzip</c> or <c>zstd</c>.</param>
    /// <exception cref="NotSupportedException">This version does not know the name.</exception>
    public static CompressionMethod Parse(string? name) => TryParse(name, out var method)
        ? method
        : throw new NotSupportedException($"The compression '{name}' is unknown to this version; it knows none, gzip and zstd.");

    /// <summary>An encoder of frames for one thread; <see langword="null"/> for <see cref="CompressionMethod.None"/>.</summary>
    /// <param name="method">The method.</param>
    /// <exception cref="CompressionUnavailableException">The method's library is missing on this machine.</exception>
    public static IFrameEncoder? CreateEncoder(this CompressionMethod method) => method switch
    {
        CompressionMethod.Gzip => new GzipFrameEncoder(),
        CompressionMethod.Zstd => new ZstdFrameEncoder(),
        _ => null,
    };

    /// <summary>A decoder of concatenated frames; <see langword="null"/> for <see cref="CompressionMethod.None"/>.</summary>
    /// <param name="method">The method.</param>
    /// <param name="source">The frames, from the start of one; stays open.</param>
    /// <exception cref="CompressionUnavailableException">The method's library is missing on this machine.</exception>
    public static FrameDecoder? CreateDecoder(this CompressionMethod method, Stream source) => method switch
    {
        CompressionMethod.Gzip => new GzipFrameDecoder(source),
        CompressionMethod.Zstd => new ZstdFrameDecoder(source),
        _ => null,
    };
}
