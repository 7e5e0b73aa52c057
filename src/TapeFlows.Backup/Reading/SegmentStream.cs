namespace TapeFlows.Backup.Reading;

/// <summary>
/// The joined bytes of a segment from some place on, as a <see cref="TapeFeed"/> delivers them. Goes forward only. For the one thread that
/// takes them apart; it waits for blocks.
/// </summary>
internal sealed class SegmentStream : Stream
{
    private readonly TapeFeed _feed;
    private readonly long _order;
    private readonly long _begin;
    private ReadBlock? _block;
    private int _at;
    private long _position;
    private Exception? _failure;
    private bool _isEnded;

    public SegmentStream(TapeFeed feed, ReadOrder order)
    {
        (_feed, _order) = (feed, order.Number);
        _begin = order.Segment.StreamOffset(order.Index, order.Offset);
        Length = order.Segment.Length(order.Index, order.Offset);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <summary>Forward, without copying what is passed over.</summary>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length { get; }

    /// <inheritdoc/>
    public override long Position { get => _position; set => Seek(value, SeekOrigin.Begin); }

    /// <summary>The same place counted from the start of the segment.</summary>
    public long StreamOffset => _begin + _position;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || !Advance())
            return 0;
        var rest = _block!.Payload[_at..];
        var count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        Pass(count);
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = offset + (origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => _position, _ => Length });
        ArgumentOutOfRangeException.ThrowIfLessThan(target, _position, nameof(offset));
        while (_position < target && Advance())
            Pass((int)Math.Min(_block!.Payload.Length - _at, target - _position));
        return _position;
    }

    /// <summary>Reads to the very end, so that all that is checked in passing is.</summary>
    public void Drain()
    {
        while (Advance())
            Pass(_block!.Payload.Length - _at);
    }

    /// <summary>Has a block with bytes in hand, unless the stream is at its end.</summary>
    private bool Advance()
    {
        while (_block is null || _at == _block.Payload.Length)
        {
            if (_failure is { } known)
                throw known;
            if (_isEnded)
                return false;
            Drop();
            Take();
        }

        return true;
    }

    private void Take()
    {
        var block = _feed.Ring.Take(_feed.Stopping);
        if (block.Order != _order || block.IsLast)
        {
            if (block.Order == _order)
                (_isEnded, _failure) = (true, block.Failure);
            _feed.Ring.Release();
            return;
        }

        (_block, _at) = (block, 0);
    }

    private void Pass(int count)
    {
        _at += count;
        _position += count;
    }

    private void Drop()
    {
        if (_block is null)
            return;
        _block = null;
        _feed.Ring.Release();
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Drop();
        base.Dispose(disposing);
    }
}
