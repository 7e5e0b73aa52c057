namespace TapeFlows.Backup.Streaming;

/// <summary>One reader of a <see cref="BlockRing"/>, on a thread of its own.</summary>
internal sealed class RingConsumer : IDisposable
{
    private readonly BlockRing _ring;
    private readonly RingConsumer[] _after;
    private readonly List<RingConsumer> _before = [];
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _signal = new(0);
    private long _position;
    private long _wanted = long.MaxValue;

    internal RingConsumer(BlockRing ring, ReadOnlySpan<RingConsumer> after)
    {
        _ring = ring;
        _after = after.ToArray();
        foreach (var other in _after)
            other._before.Add(this);
    }

    /// <summary>How many blocks this consumer is done with.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>How many blocks it could take without waiting.</summary>
    public int Backlog => (int)(Available - Position);

    private long Available
    {
        get
        {
            var available = _ring.Published;
            foreach (var other in _after)
                available = Math.Min(available, other.Position);
            return available;
        }
    }

    private bool IsAtEnd => _ring.IsCompleted && Position == _ring.Published;

    /// <summary>The next block, or <see langword="null"/> when none will follow. Waits.</summary>
    public RingBlock? Take(CancellationToken cancellationToken)
    {
        WaitFor(1, cancellationToken);
        return Available > Position ? _ring.At(Position) : null;
    }

    /// <summary>
    /// Waits until a number of blocks has gathered, or the producer is done or can produce no more: a drive that ran dry starts again only
    /// with a full ring behind it, because each stop costs it seconds and wear.
    /// </summary>
    public void WaitFor(int backlog, CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_gate)
            {
                if (IsSatisfied(backlog))
                    return;
                _wanted = Position + backlog;
            }

            // Checked again after announcing the wish: what was published in between did not see it.
            if (IsSatisfied(backlog))
                return;
            _signal.Wait(cancellationToken);
        }
    }

    /// <summary>A block that was taken before and is still retained.</summary>
    /// <param name="back">1 for the last one that <see cref="Done"/> was called for.</param>
    public RingBlock Before(int back) => _ring.At(Position - back);

    /// <summary>This consumer needs the block no more.</summary>
    public void Done()
    {
        Volatile.Write(ref _position, _position + 1);
        foreach (var next in _before)
            next.OnPublished();
        _ring.Recycle();
    }

    internal void OnPublished()
    {
        lock (_gate)
        {
            if (_wanted == long.MaxValue || (Available < _wanted && !IsEverything))
                return;
            _wanted = long.MaxValue;
        }

        _signal.Release();
    }

    private bool IsEverything => _ring.IsCompleted && Available == _ring.Published;

    private bool IsSatisfied(int backlog) => Backlog >= backlog || IsEverything || IsAtEnd;

    public void Dispose() => _signal.Dispose();
}
