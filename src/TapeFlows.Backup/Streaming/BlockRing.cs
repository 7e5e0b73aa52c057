namespace TapeFlows.Backup.Streaming;

/// <summary>
/// A ring of pooled buffers between one producer and a few consumers that each see every block in order. A block is used again when the last
/// consumer is done with it. Nothing is allocated in steady state.
/// </summary>
/// <remarks>
/// A consumer may come after others (the segment hash after the drive, the drive after the file hash); it then sees a block only when they
/// are done with it. Every wait ends when the pipeline's cancellation token does, which is how one failing stage stops the others.
/// </remarks>
internal sealed class BlockRing : IDisposable
{
    private readonly RingBlock[] _blocks;
    private readonly RingMemory _memory;
    private readonly SemaphoreSlim _free;
    private readonly List<RingConsumer> _consumers = [];
    private readonly Lock _recycling = new();
    private readonly int _retained;
    private long _published;
    private long _recycled;
    private volatile bool _completed;

    /// <param name="blocks">How many buffers.</param>
    /// <param name="blockSize">Their size in bytes.</param>
    /// <param name="retained">How many consumed blocks stay readable behind the slowest consumer.</param>
    public BlockRing(int blocks, int blockSize, int retained = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, retained + 2);
        BlockSize = blockSize;
        _retained = retained;
        _blocks = new RingBlock[blocks];
        _memory = new RingMemory(blocks, blockSize);
        for (var i = 0; i < blocks; i++)
            _blocks[i] = new RingBlock(_memory.Block(i));
        _free = new SemaphoreSlim(blocks);
    }

    public int BlockSize { get; }

    public int Capacity => _blocks.Length;

    /// <summary>Blocks that wait for the slowest consumer, 0 to 1.</summary>
    public double Fill => (double)(Volatile.Read(ref _published) - Volatile.Read(ref _recycled)) / _blocks.Length;

    public bool IsCompleted => _completed;

    internal long Published => Volatile.Read(ref _published);

    /// <summary>Adds a consumer; only before the first block.</summary>
    public RingConsumer AddConsumer(params ReadOnlySpan<RingConsumer> after)
    {
        var consumer = new RingConsumer(this, after);
        _consumers.Add(consumer);
        return consumer;
    }

    /// <summary>The next buffer to fill, empty. Waits while all are in use.</summary>
    public async ValueTask<RingBlock> ClaimAsync(CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        return Next();
    }

    /// <inheritdoc cref="ClaimAsync"/>
    public RingBlock Claim(CancellationToken cancellationToken)
    {
        _free.Wait(cancellationToken);
        return Next();
    }

    private RingBlock Next()
    {
        var block = _blocks[_published % _blocks.Length];
        block.Reset();
        return block;
    }

    /// <summary>Hands the claimed buffer to the consumers.</summary>
    public void Publish()
    {
        Volatile.Write(ref _published, _published + 1);
        foreach (var consumer in _consumers)
            consumer.OnPublished();
    }

    /// <summary>Nothing follows.</summary>
    public void Complete()
    {
        _completed = true;
        foreach (var consumer in _consumers)
            consumer.OnPublished();
    }

    internal RingBlock At(long sequence) => _blocks[sequence % _blocks.Length];

    internal void Recycle()
    {
        lock (_recycling)
        {
            var slowest = long.MaxValue;
            foreach (var consumer in _consumers)
                slowest = Math.Min(slowest, consumer.Position);
            var done = slowest - _retained;
            if (done <= _recycled)
                return;
            _free.Release((int)(done - _recycled));
            Volatile.Write(ref _recycled, done);
        }
    }

    /// <summary>Gives the memory back; no stage may be at work any more.</summary>
    public void Dispose()
    {
        _free.Dispose();
        foreach (var consumer in _consumers)
            consumer.Dispose();
        _memory.Dispose();
    }
}
