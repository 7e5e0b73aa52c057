namespace TapeFlows.Tape.Labels;

/// <summary>What the labels behind a piece of a segment say. With the synchronous filemark behind them the piece is committed.</summary>
/// <param name="Header">What the labels before it say, again.</param>
/// <param name="Ending">Whether the segment ends here.</param>
/// <param name="Blocks">Data blocks of this piece.</param>
/// <param name="Bytes">Bytes of those blocks.</param>
/// <param name="Sha256">SHA-256 of those bytes, 32 bytes.</param>
/// <param name="RestartBytes">Length of the restart prefix that a section after the first begins with; not part of the segment's own stream.</param>
/// <param name="ValidBytes">
/// Bytes that belong to whole frames: what a reader that joins sections takes of this piece.
/// </param>
/// <param name="StreamOffset">Where in the unbroken stream of the segment this piece, without its restart prefix, begins.</param>
public sealed record SegmentTrailer(
    SegmentHeader Header,
    PieceEnding Ending,
    long Blocks,
    long Bytes,
    ReadOnlyMemory<byte> Sha256,
    long RestartBytes,
    long ValidBytes,
    long StreamOffset)
{
    /// <summary>Two trailers are equal when they say the same; the checksum is compared by its bytes.</summary>
    public bool Equals(SegmentTrailer? other) =>
        other is not null && Header == other.Header && Ending == other.Ending && Blocks == other.Blocks && Bytes == other.Bytes
        && Sha256.Span.SequenceEqual(other.Sha256.Span)
        && RestartBytes == other.RestartBytes && ValidBytes == other.ValidBytes && StreamOffset == other.StreamOffset;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Header, Ending, Blocks, Bytes, RestartBytes, ValidBytes, StreamOffset);
}
