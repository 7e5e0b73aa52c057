using System.Security.Cryptography;

namespace TapeFlows.Backup.Restore;

/// <summary>Takes the SHA-256 of one large file after the other on a thread of its own, while the bytes are being written. For one calling thread.</summary>
internal sealed class ContentDigest : IDisposable
{
    private const int Chunks = 6;
    private const int ChunkSize = 512 * 1024;
    private static readonly byte[] Zeros = new byte[64 * 1024];
    private readonly byte[][] _chunks = new byte[Chunks][];
    private readonly (int Length, long Hole)[] _work = new (int, long)[Chunks];
    private readonly SemaphoreSlim _free = new(Chunks);
    private readonly SemaphoreSlim _filled = new(0);
    private readonly SemaphoreSlim _finished = new(0);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private Thread? _thread;
    private byte[] _value = [];
    private long _next;

    /// <summary>A buffer to fill with what comes next; stays valid until two calls of this method later at least.</summary>
    public Memory<byte> Rent(CancellationToken cancellationToken)
    {
        _free.Wait(cancellationToken);
        return _chunks[_next % Chunks] ??= GC.AllocateUninitializedArray<byte>(ChunkSize);
    }

    /// <summary>Hashes zeros and then the beginning of the rented buffer, which may be read but not changed from now on.</summary>
    public void Append(long hole, int length) => Hand(length, hole);

    /// <summary>The checksum of all that was appended since the last call.</summary>
    public byte[] Finish(CancellationToken cancellationToken)
    {
        _free.Wait(cancellationToken);
        Hand(-1, 0);
        _finished.Wait(cancellationToken);
        return _value;
    }

    private void Hand(int length, long hole)
    {
        _work[_next++ % Chunks] = (length, hole);
        if (_thread is null)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = "restore hash" };
            _thread.Start();
        }

        _filled.Release();
    }

    private void Run()
    {
        for (long done = 0; ; done++)
        {
            _filled.Wait();
            var (length, hole) = _work[done % Chunks];
            if (length == End)
                return;
            for (; hole > 0; hole -= Zeros.Length)
                _hash.AppendData(Zeros, 0, (int)Math.Min(hole, Zeros.Length));
            if (length < 0)
            {
                _value = _hash.GetHashAndReset();
                _finished.Release();
            }
            else
            {
                _hash.AppendData(_chunks[done % Chunks], 0, length);
            }

            _free.Release();
        }
    }

    private const int End = -2;

    public void Dispose()
    {
        if (_thread is not null)
        {
            _free.Wait();
            Hand(End, 0);
            _thread.Join();
        }

        _hash.Dispose();
        _free.Dispose();
        _filled.Dispose();
        _finished.Dispose();
    }
}
