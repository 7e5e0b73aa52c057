using TapeFlows.Backup.Reading;

namespace TapeFlows.Backup.Copies;

/// <summary>Delivers the segments of a set one after the other, joined over their volumes, as they are on tape.</summary>
internal interface ISegmentSource : IAsyncDisposable
{
    /// <summary>Whether it opens a segment with the drive that the copy is written with.</summary>
    bool NeedsOnlyDrive { get; }

    /// <summary>Opens a segment; the one opened before is closed by then.</summary>
    Task<Stream> OpenAsync(SegmentPieces segment, CancellationToken cancellationToken);

    /// <summary>Reads what is left of the segment that is open.</summary>
    /// <returns>The pieces of it whose checksum is not that of the catalog.</returns>
    Task<IReadOnlyList<Segment>> FinishAsync(Stream segment);
}
