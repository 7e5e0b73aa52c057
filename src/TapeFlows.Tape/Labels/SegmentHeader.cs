namespace TapeFlows.Tape.Labels;

/// <summary>Which volume this is: what stands on the outside and what was given to it when it was labelled.</summary>
/// <param name="Barcode">The full barcode; its first six characters are the volume identifier of <c>VOL1</c>.</param>
/// <param name="VolumeId">Unique, given at labelling: a relabelled cartridge is another volume.</param>
public sealed record VolumeIdentity(string Barcode, Guid VolumeId);

/// <summary>Which set a piece belongs to, and what must be known of it when its manifest is lost.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Type">What it holds, in a word: <c>full</c>, <c>differential</c>, <c>incremental</c>; up to 12 letters, kept in small letters.</param>
/// <param name="BaseId">The set it is relative to; <see langword="null"/> when it stands alone.</param>
/// <param name="Pool">The pool it was written to: 1 to <see cref="LongestPool"/> letters, digits, dots, dashes and underscores.</param>
public sealed record SetIdentity(Guid Id, string Type, Guid? BaseId, string Pool)
{
    /// <summary>Characters of the longest name of a pool.</summary>
    public const int LongestPool = 32;
}

/// <summary>What the labels before a piece of a segment say.</summary>
/// <param name="Volume">The volume it stands on.</param>
/// <param name="Set">The set it belongs to.</param>
/// <param name="Piece">Its number among all pieces of the set, 1 or more.</param>
/// <param name="Segment">The number of the segment in its set, 0 or more.</param>
/// <param name="Section">1 for the beginning of a segment, one more on each further volume it goes on to.</param>
/// <param name="FileSequence">The number of this labelled file on the volume, 1 or more; in <c>HDR1</c> modulo 10,000.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="BlockSize">Bytes of every block but the last.</param>
/// <param name="Compression">The compression of the segment, for example <c>none</c>, <c>gzip</c>, <c>zstd</c>: up to 12 letters and digits, kept in small letters.</param>
/// <param name="FirstBlockAddress">The block address of the first data block.</param>
/// <param name="Created">When the run began that wrote the set.</param>
/// <param name="Expires">
/// When the volume may be written over; <see langword="null"/> when the retention has not set a date. The ISO label then says 2099-12-31, so that other
/// software does not take the file for expired.
/// </param>
/// <param name="SoftwareVersion">The version that wrote it, up to 40 characters, in capital letters.</param>
public sealed record SegmentHeader(
    VolumeIdentity Volume,
    SetIdentity Set,
    int Piece,
    int Segment,
    int Section,
    int FileSequence,
    SegmentKind Kind,
    int BlockSize,
    string Compression,
    long FirstBlockAddress,
    DateTimeOffset Created,
    DateTimeOffset? Expires,
    string SoftwareVersion)
{
    /// <summary>The identity of the set it belongs to.</summary>
    public Guid SetId => Set.Id;
}
