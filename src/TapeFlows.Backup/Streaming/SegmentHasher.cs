using System.Security.Cryptography;

namespace TapeFlows.Backup.Streaming;

/// <summary>
/// The SHA-256 of the piece being written, taken behind the drive on a thread of its own: only what the drive took is in it, also when the
/// volume ends in the middle of the stream.
/// </summary>
internal sealed class SegmentHasher(RingConsumer blocks) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _progress = new(0);
    private long _awaited = long.MaxValue;

    public void Run(CancellationToken cancellationToken)
    {
        while (blocks.Take(cancellationToken) is { } block)
        {
            _hash.AppendData(block.Written);
            blocks.Done();
            lock (_gate)
            {
                if (blocks.Position < _awaited)
                    continue;
                _awaited = long.MaxValue;
            }

            _progress.Release();
        }
    }

    /// <summary>Adds bytes that are not in the ring. Only at the start of a piece, when the drive has taken no block of it yet.</summary>
    public void Prepend(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    /// <summary>Takes back what was prepended to a piece that the drive took no block of.</summary>
    public void Withdraw() => _ = _hash.GetHashAndReset();

    /// <summary>The checksum of everything since the last call.</summary>
    /// <param name="position">The drive's position in the ring; it must not move meanwhile.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public byte[] Finish(long position, CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_gate)
            {
                if (blocks.Position >= position)
                    return _hash.GetHashAndReset();
                _awaited = position;
            }

            _progress.Wait(cancellationToken);
        }
    }

    public void Dispose()
    {
        _hash.Dispose();
        _progress.Dispose();
    }
}
