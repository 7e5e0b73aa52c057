namespace TapeFlows.Backup.Reading;

/// <summary>
/// Buffers between the thread that reads the tape and the one that takes it apart: one of each. Nothing is allocated in steady state.
/// </summary>
internal sealed class ReadRing : IDisposable
{
    private const int Fewest = 4;
    private const int Most = 1024;
    private readonly ReadBlock[] _blocks;
    private readonly SemaphoreSlim _free;
    private readonly SemaphoreSlim _filled = new(0);
    private long _published;
    private long _released;

    /// <param name="bytes">How many bytes may be read ahead.</param>
    /// <param name="blockSize">The longest block.</param>
    public ReadRing(long bytes, int blockSize)
    {
        _blocks = new ReadBlock[(int)Math.Clamp(bytes / blockSize, Fewest, Most)];
        for (var i = 0; i < _blocks.Length; i++)
            _blocks[i] = new ReadBlock();
        _free = new SemaphoreSlim(_blocks.Length);
        Bytes = (long)_blocks.Length * blockSize;
    }

    /// <summary>Bytes that it holds at most.</summary>
    public long Bytes { get; }

    /// <summary>How much of it waits to be taken, 0 to 1.</summary>
    public double Fill => (double)_filled.CurrentCount / _blocks.Length;

    /// <summary>The next buffer to fill. Waits while all are in use.</summary>
    public ReadBlock Claim(CancellationToken cancellationToken)
    {
        _free.Wait(cancellationToken);
        return Next();
    }

    /// <inheritdoc cref="Claim"/>
    public async ValueTask<ReadBlock> ClaimAsync(CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        return Next();
    }

    private ReadBlock Next() => _blocks[_published % _blocks.Length];

    /// <summary>Hands the claimed buffer over.</summary>
    public void Publish()
    {
        _published++;
        _filled.Release();
    }

    /// <summary>The next filled buffer. Waits.</summary>
    public ReadBlock Take(CancellationToken cancellationToken)
    {
        _filled.Wait(cancellationToken);
        return _blocks[_released % _blocks.Length];
    }

    /// <summary>The buffer that was taken is needed no more.</summary>
    public void Release()
    {
        _released++;
        _free.Release();
    }

    public void Dispose()
    {
        _free.Dispose();
        _filled.Dispose();
    }
}
