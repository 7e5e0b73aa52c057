using TapeFlows.Backup.Archive;
using TapeFlows.Backup.Compression;

namespace TapeFlows.Backup.Reading;

/// <summary>One entry cannot be had from tape; others can.</summary>
internal sealed class UnreadableException(string reason, Exception? inner = null) : Exception(reason, inner)
{
    /// <summary>What stands in the way, when an exception tells of the medium or of what is on it; <see langword="null"/> for all others.</summary>
    public static string? ReasonOf(Exception exception) => exception switch
    {
        PieceReadException or UnreadableException => exception.Message,
        ArchiveFormatException archive => $"the archive is damaged: {archive.Reason}",
        CompressedDataException => $"the archive is damaged: {exception.Message}",
        _ => null,
    };
}
