namespace TapeFlows.Backup.Reading;

/// <summary>What the taking side wants to read next.</summary>
/// <param name="Number">Ascending; a newer order ends the ones before it.</param>
/// <param name="Segment">The segment.</param>
/// <param name="Index">Index of the piece to begin in.</param>
/// <param name="Offset">Bytes from the start of that piece.</param>
internal sealed record ReadOrder(long Number, SegmentPieces Segment, int Index, long Offset);
