namespace TapeFlows.Backup.Compression;

/// <summary>
/// Compresses a stream as independent frames that any tool decodes when they stand one behind the other, and that can be decoded from the
/// start of any of them. One instance belongs to one thread at a time.
/// </summary>
internal interface IFrameEncoder : IDisposable
{
    /// <summary>The fewest bytes that <see cref="WritePadding"/> can fill; from there on any number.</summary>
    int MinimumPadding { get; }

    /// <summary>The most bytes a frame of some content can take.</summary>
    /// <param name="length">Content bytes, 0 to <see cref="FrameDecoder.MaxFrameContent"/>.</param>
    int MaxEncodedLength(int length);

    /// <summary>Makes one complete frame. Content that does not compress is stored as it is, at little cost.</summary>
    /// <param name="source">The content, at most <see cref="FrameDecoder.MaxFrameContent"/> bytes.</param>
    /// <param name="destination">At least <see cref="MaxEncodedLength"/> bytes.</param>
    /// <returns>The frame's length.</returns>
    int Encode(ReadOnlySpan<byte> source, Span<byte> destination);

    /// <summary>Fills a span with a frame that decodes to nothing, so that what follows can begin at a wanted place.</summary>
    /// <param name="destination">At least <see cref="MinimumPadding"/> bytes; all of it is written.</param>
    void WritePadding(Span<byte> destination);
}
