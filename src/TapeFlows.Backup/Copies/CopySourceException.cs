using TapeFlows.Backup.Reading;
using TapeFlows.Backup.Volumes;

namespace TapeFlows.Backup.Copies;

/// <summary>What was to be copied cannot be read as it was written. What was copied before it is kept.</summary>
public sealed class CopySourceException : TapeException
{
    internal CopySourceException(SegmentPieces segment, string reason, Exception? inner = null)
        : base(
            $"Segment {segment.Number} of set {segment.Pieces[0].SetId} on {Volumes(segment)} cannot be copied: {reason.TrimEnd('.')}. "
            + "What was copied before it is kept as an incomplete set, which is no copy to rely on. Verify the set; copy another one that holds the same, or back its sources up anew.",
            inner)
    {
    }

    /// <summary>What a failure to read says of the tape that is read; <see langword="null"/>: it is about something else, or may pass.</summary>
    internal static string? ReasonOf(Exception failure) => failure switch
    {
        TapeException { Status: Tape.Drives.TapeStatus.MediaError } => failure.Message,
        _ => UnreadableException.ReasonOf(failure),
    };

    private static string Volumes(SegmentPieces segment) =>
        segment.Pieces.Count == 1 ? $"volume {segment.Pieces[0].Barcode}" : $"volumes {string.Join(", ", segment.Pieces.Select(piece => piece.Barcode))}";
}
