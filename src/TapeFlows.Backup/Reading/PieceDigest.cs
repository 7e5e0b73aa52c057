using System.Collections.Concurrent;
using System.Security.Cryptography;
using TapeFlows.Backup.Streaming;

namespace TapeFlows.Backup.Reading;

/// <summary>
/// Counts what comes from tape, and takes the SHA-256 of every piece that happens to be read from its first block to its last. That finds a
/// flipped bit also where no file's checksum reaches: in headers, attributes and padding.
/// </summary>
internal class PieceDigest(RunProgress progress) : IBlockObserver, IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ConcurrentQueue<Segment> _damaged = new();
    private Segment? _piece;

    /// <summary>Whether the piece being read is read from its first block on.</summary>
    protected bool IsWhole => _piece is not null;

    /// <summary>Pieces whose checksum does not match, in the order in which they were read.</summary>
    public IReadOnlyCollection<Segment> Damaged => _damaged;

    public virtual void OnBegin(VolumeReader volume, Segment piece, long number)
    {
        if (_piece is not null)
            _hash.GetHashAndReset();
        _piece = number == 0 && piece.Sha256 is not null ? piece : null;
    }

    public void OnBlock(Segment piece, ReadOnlySpan<byte> block, double fill)
    {
        if (_piece is not null)
            _hash.AppendData(block);
        progress.OnWritten(piece.Barcode, block.Length, fill);
    }

    public virtual void OnEnd(VolumeReader volume, Segment piece)
    {
        if (_piece is null)
            return;
        _piece = null;
        if (!_hash.GetHashAndReset().AsSpan().SequenceEqual(piece.Sha256))
            _damaged.Enqueue(piece);
    }

    public void Dispose()
    {
        _hash.Dispose();
        GC.SuppressFinalize(this);
    }
}
