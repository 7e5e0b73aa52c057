using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup;

/// <summary>How far a piece is. The values are stored; they never change.</summary>
public enum SegmentState
{
    /// <summary>Being written: not yet under a synchronous filemark, as far as the catalog knows.</summary>
    Writing = 1,

    /// <summary>On tape behind a synchronous filemark.</summary>
    Committed = 2,

    /// <summary>Reading it has failed.</summary>
    Damaged = 3,
}

/// <summary>
/// A contiguous piece of a set on one volume, between labels. A segment that meets the end of its volume goes on as the next
/// section of the same segment number on the next volume; each such section is a row of its own.
/// </summary>
public sealed record Segment
{
    /// <summary>The set.</summary>
    public required Guid SetId { get; init; }

    /// <summary>Its number among all pieces of the set, from 1, in writing order.</summary>
    public required int Piece { get; init; }

    /// <summary>The segment's number in the set, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The section, from 1; more than 1 only when the segment spans volumes.</summary>
    public required int Section { get; init; }

    /// <summary>Data or manifest.</summary>
    public required SegmentKind Kind { get; init; }

    /// <summary>How far it is.</summary>
    public required SegmentState State { get; init; }

    /// <summary>The volume's barcode.</summary>
    public required string Barcode { get; init; }

    /// <summary>The volume's identity, so that a relabelled cartridge with the same barcode is not taken for it.</summary>
    public required Guid VolumeId { get; init; }

    /// <summary>Block address of its first header label.</summary>
    public required long LabelAddress { get; init; }

    /// <summary>Block address of its first data block.</summary>
    public required long FirstBlockAddress { get; init; }

    /// <summary>The file sequence number on its volume, from 1.</summary>
    public required int FileSequence { get; init; }

    /// <summary>Block size in bytes; only the last block is shorter.</summary>
    public required int BlockSize { get; init; }

    /// <summary>Compression: <c>none</c>, <c>gzip</c> or <c>zstd</c>.</summary>
    public required string Compression { get; init; }

    /// <summary>Data blocks.</summary>
    public long Blocks { get; init; }

    /// <summary>Bytes in those blocks.</summary>
    public long Bytes { get; init; }

    /// <summary>SHA-256 over those bytes; 32 bytes, <see langword="null"/> while writing.</summary>
    public byte[]? Sha256 { get; init; }

    /// <summary>Bytes at the start of a later section that only make it decodable alone: skipped when sections are joined.</summary>
    public long RestartBytes { get; init; }

    /// <summary>Bytes from the start that are taken when sections are joined: all, or up to the frame that the volume's end cut.</summary>
    public long ValidBytes { get; init; }

    /// <summary>Where in the joined segment this piece begins, in bytes (behind its restart bytes).</summary>
    public long StreamOffset { get; init; }

    /// <summary>How it ends; while it is being written, as it is meant to.</summary>
    public PieceEnding Ending { get; init; } = PieceEnding.Complete;

    /// <summary>Block address behind the trailer's last filemark: where the next piece may begin.</summary>
    public long EndAddress { get; init; }

    /// <summary>Block address of its first trailer label: behind the data and the filemark that ends it.</summary>
    public long TrailerAddress => FirstBlockAddress + Blocks + 1;

    /// <summary>When it was committed.</summary>
    public DateTimeOffset? CommittedAt { get; init; }

    /// <summary>When all of it was last read back and found sound; <see langword="null"/>: not since this catalog knows of it.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }
}
