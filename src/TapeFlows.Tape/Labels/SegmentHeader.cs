namespace TapeFlows.Tape.Labels;

/// <summary>How a piece of a segment ends.</summary>
public enum TrailerKind
{
    /// <summary>The segment is complete: <c>EOF1</c>.</summary>
    EndOfFile,

    /// <summary>The volume is at its end, the segment goes on with the next section on the next volume: <c>EOV1</c>.</summary>
    EndOfVolume,
}

/// <summary>Which volume this is: what stands on the outside and what was given to it when it was labelled.</summary>
/// <param name="Barcode">The full barcode; its first six characters are the volume identifier of <c>VOL1</c>.</param>
/// <param name="VolumeId">Unique, given at labelling: a relabelled cartridge is another volume.</param>
public sealed record VolumeIdentity(string Barcode, Guid VolumeId);

/// <summary>What the labels before a piece of a segment say.</summary>
/// <param name="Volume">The volume it stands on.</param>
/// <param name="SetId">The set it belongs to.</param>
/// <param name="Segment">The number of the segment in its set, 0 or more.</param>
/// <param name="Section">1 for the beginning of a segment, one more on each further volume it goes on to.</param>
/// <param name="FileSequence">The number of this labelled file on the volume, 1 or more; in <c>HDR1</c> modulo 10,000.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="BlockSize">Bytes of every block but the last.</param>
/// <param name="Compression">The compression of the segment, for example <c>none</c>, <c>gzip</c>, <c>zstd</c>: up to 12 letters and digits, kept in small letters.</param>
/// <param name="FirstBlockAddress">The block address of the first data block.</param>
/// <param name="Created">When writing it began.</param>
/// <param name="Expires">
/// When the volume may be written over; <see langword="null"/> when the retention has not set a date. The ISO label then says 2099-12-31, so that other
/// software does not take the file for expired.
/// </param>
/// <param name="SoftwareVersion">The version that wrote it, up to 40 characters, in capital letters.</param>
public sealed record SegmentHeader(
    VolumeIdentity Volume,
    Guid SetId,
    int Segment,
    int Section,
    int FileSequence,
    SegmentKind Kind,
    int BlockSize,
    string Compression,
    long FirstBlockAddress,
    DateTimeOffset Created,
    DateTimeOffset? Expires,
    string SoftwareVersion);
