using TapeFlows.Tape.Drives;

namespace TapeFlows.Tape.Labels;

/// <summary>What was found where labels are expected. A label that cannot be read is never a blank tape.</summary>
public abstract record LabelReading
{
    private LabelReading()
    {
    }

    /// <summary>The volume has never been written; the drive itself says so.</summary>
    public sealed record Blank : LabelReading;

    /// <summary>There is nothing behind: the place where the next segment would begin.</summary>
    public sealed record EndOfData : LabelReading;

    /// <summary>Something that this software did not write.</summary>
    /// <param name="Reason">What speaks against it.</param>
    /// <param name="IsFilemark">Whether it begins with a filemark, as a volume does whose content was given up.</param>
    public sealed record Foreign(string Reason, bool IsFilemark = false) : LabelReading;

    /// <summary>Labels of this software that are not whole, or a place that cannot be read.</summary>
    /// <param name="Reason">What is wrong.</param>
    /// <param name="Offset">Where, in bytes from the beginning of the group.</param>
    /// <param name="IsMediaError">Whether the drive could not read the medium.</param>
    public sealed record Damaged(string Reason, int Offset, bool IsMediaError = false) : LabelReading;

    /// <summary>The drive could not even try: no medium, not ready, failed.</summary>
    /// <param name="Result">What it said.</param>
    public sealed record DriveFailed(TapeResult Result) : LabelReading;

    /// <summary>The labels before a piece of a segment; the position is at its first data block.</summary>
    /// <param name="VolumeLabel"><c>VOL1</c>, when the group begins the volume.</param>
    /// <param name="Volume">The volume's full identity, when the group begins the volume.</param>
    /// <param name="Header">What the labels say.</param>
    public sealed record Opening(VolumeLabel? VolumeLabel, VolumeIdentity? Volume, SegmentHeader Header) : LabelReading;

    /// <summary>The labels behind a piece of a segment; the position is behind their filemark.</summary>
    /// <param name="Value">What the labels say.</param>
    public sealed record Trailer(SegmentTrailer Value) : LabelReading;
}
