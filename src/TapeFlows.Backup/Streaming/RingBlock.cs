namespace TapeFlows.Backup.Streaming;

/// <summary>A stretch of a block that belongs to a file whose checksum is taken in passing.</summary>
/// <param name="Digest">The file's running checksum.</param>
/// <param name="Offset">Where in the block; -1: the stretch is a hole, zeros that are not in the block.</param>
/// <param name="Length">How many bytes.</param>
/// <param name="IsLast">Nothing of the file follows: the checksum can be closed.</param>
internal readonly record struct DigestRange(FileDigest Digest, int Offset, long Length, bool IsLast);

/// <summary>One buffer of a <see cref="BlockRing"/>, used over and over.</summary>
internal sealed class RingBlock(Memory<byte> memory)
{
    public Memory<byte> Memory => memory;

    /// <summary>Bytes in use; less than the size only at the end of a segment.</summary>
    public int Length { get; set; }

    /// <summary>The segment that the block belongs to.</summary>
    public SegmentPlan? Segment { get; set; }

    /// <summary>Where in the segment's unbroken stream the block begins.</summary>
    public long StreamOffset { get; set; }

    /// <summary>Nothing of the segment follows.</summary>
    public bool IsLastOfSegment { get; set; }

    /// <summary>File stretches to be hashed, in order.</summary>
    public List<DigestRange> Digests { get; } = [];

    /// <summary>Frames that begin in this block; empty when nothing is compressed.</summary>
    public List<FrameSpan> Frames { get; } = [];

    /// <summary>The block as a compressed frame, made by an encoding stage; only in a ring that is encoded.</summary>
    public byte[] Encoded { get; set; } = [];

    /// <summary>Bytes in use of <see cref="Encoded"/>.</summary>
    public int EncodedLength { get; set; }

    public Span<byte> Written => Memory.Span[..Length];

    public void Reset()
    {
        Length = 0;
        Segment = null;
        StreamOffset = 0;
        IsLastOfSegment = false;
        Digests.Clear();
        Frames.Clear();
    }
}

/// <summary>Where a frame stands: before and after encoding, both as offsets in the segment.</summary>
internal readonly record struct FrameSpan(long PlainStart, int PlainLength, long EncodedStart, int EncodedLength)
{
    public long PlainEnd => PlainStart + PlainLength;

    public long EncodedEnd => EncodedStart + EncodedLength;
}
