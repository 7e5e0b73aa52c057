using TapeFlows.Backup.Reading;
using TapeFlows.Backup.Streaming;
using TapeFlows.Backup.Volumes;

namespace TapeFlows.Backup.Copies;

/// <summary>Segments straight from a drive, read ahead.</summary>
internal sealed class TapeSegments : ISegmentSource
{
    private readonly ReadRing _ring;
    private readonly PieceDigest _digest;
    private readonly TapeFeed _feed;

    /// <param name="supply">Where volumes come from.</param>
    /// <param name="bufferBytes">How many bytes may be read ahead.</param>
    /// <param name="blockSize">The longest block.</param>
    /// <param name="clock">The time.</param>
    /// <param name="progress">Counts what is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public TapeSegments(IVolumeSupply supply, long bufferBytes, int blockSize, TimeProvider clock, RunProgress progress, CancellationToken cancellationToken)
    {
        _ring = new ReadRing(bufferBytes, blockSize);
        _digest = new PieceDigest(progress);
        _feed = new TapeFeed(supply, _ring, _digest, new AccessCost(clock, _ring.Bytes) { IsReadThrough = true }, cancellationToken);
    }

    public bool NeedsOnlyDrive => false;

    public Task<Stream> OpenAsync(SegmentPieces segment, CancellationToken cancellationToken) =>
        Task.FromResult<Stream>(_feed.Open(segment, 0, segment.Pieces[0].RestartBytes));

    public async Task<IReadOnlyList<Segment>> FinishAsync(Stream segment)
    {
        await TapeThread.RunAsync(((SegmentStream)segment).Drain);
        return [.. _digest.Damaged];
    }

    public async ValueTask DisposeAsync()
    {
        await _feed.DisposeAsync();
        _digest.Dispose();
        _ring.Dispose();
    }
}
