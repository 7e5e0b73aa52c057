namespace TapeFlows.Backup.Streaming;

/// <summary>Lays encoded frames one behind the other into tape blocks.</summary>
internal sealed class FramePackStage(RingConsumer frames, BlockRing blocks)
{
    private RingBlock? _block;
    private long _offset;

    public void Run(CancellationToken cancellationToken)
    {
        while (frames.Take(cancellationToken) is { } frame)
        {
            Pack(frame, cancellationToken);
            if (frame.IsLastOfSegment)
                EndSegment();
            frames.Done();
        }

        blocks.Complete();
    }

    private void Pack(RingBlock frame, CancellationToken cancellationToken)
    {
        var rest = frame.Encoded.AsSpan(0, frame.EncodedLength);
        var isFirst = true;
        while (!rest.IsEmpty)
        {
            if (_block is { } full && full.Length == blocks.BlockSize)
                Publish();
            _block ??= Claim(frame.Segment!, cancellationToken);
            if (isFirst)
                _block.Frames.Add(new FrameSpan(frame.StreamOffset, frame.Length, _offset, frame.EncodedLength));
            isFirst = false;
            var count = Math.Min(rest.Length, blocks.BlockSize - _block.Length);
            rest[..count].CopyTo(_block.Memory.Span[_block.Length..]);
            _block.Length += count;
            _offset += count;
            rest = rest[count..];
        }
    }

    private RingBlock Claim(SegmentPlan segment, CancellationToken cancellationToken)
    {
        var block = blocks.Claim(cancellationToken);
        block.Segment = segment;
        block.StreamOffset = _offset;
        return block;
    }

    private void EndSegment()
    {
        _block!.IsLastOfSegment = true;
        Publish();
        _offset = 0;
    }

    private void Publish()
    {
        _block = null;
        blocks.Publish();
    }
}
