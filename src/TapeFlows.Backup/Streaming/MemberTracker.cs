namespace TapeFlows.Backup.Streaming;

/// <summary>
/// Follows the members of the stream over the tape: where each begins, and when its last byte is written. Used by the writing thread alone.
/// </summary>
/// <param name="queue">The members, from the assembler.</param>
/// <param name="completed">Called in stream order with a member that is on tape whole, and the piece that holds its last byte.</param>
internal sealed class MemberTracker(MemberQueue queue, Action<Member, int> completed)
{
    private readonly Queue<Member> _open = new();
    private readonly Queue<FrameSpan> _frames = new();
    private bool _isFramed;
    private long _wholePlain;
    private long _wholeEncoded;

    /// <summary>Where the stream has to begin again if the next block cannot be written to this volume.</summary>
    public RestartPoint Restart => new(_wholeEncoded, _wholePlain, MemberAround(_wholePlain));

    /// <summary>A block of the ring is on tape.</summary>
    public void OnWritten(RingBlock block, in PieceLayout piece)
    {
        var begun = Advance(block);
        while (queue.TryTake(block.Segment!.Number, begun, out var member))
        {
            if (!member.IsDeletion)
                member.Position = Locate(member, piece);
            _open.Enqueue(member);
        }

        while (_open.TryPeek(out var member) && (member.End <= _wholePlain || member.Segment < block.Segment.Number))
            completed(_open.Dequeue(), piece.Piece);
        while (_frames.TryPeek(out var frame) && frame.PlainEnd <= _wholePlain)
            _frames.Dequeue();
        if (block.IsLastOfSegment)
            (_isFramed, _wholePlain, _wholeEncoded) = (false, 0, 0);
    }

    /// <summary>
    /// Nothing follows: what is left are deletions behind the last member. Of a stream that was broken off nothing counts behind the first member
    /// that is not whole, so that what is known of a set is always all up to some path, and it can be gone on with from there.
    /// </summary>
    /// <param name="piece">The last piece; 0 when there is none.</param>
    public void OnEnd(int piece)
    {
        while ((_open.TryDequeue(out var member) || queue.TryTake(out member)) && member.IsDeletion)
            completed(member, piece);
    }

    /// <summary>The stream goes on in another piece: members that begin behind the restart point stand there now.</summary>
    /// <param name="restart">Where it begins again.</param>
    /// <param name="piece">The new piece.</param>
    /// <param name="tailOffset">Where in the new piece the repeated header bytes stand (or the frame that holds them).</param>
    public void OnRestart(in RestartPoint restart, in PieceLayout piece, long tailOffset)
    {
        foreach (var member in _open)
        {
            if (member.IsDeletion)
                continue;
            if (member.Start >= restart.PlainOffset)
                member.Position = Locate(member, piece);
            else if (member == restart.Member && restart.IsInHeader)
                member.Position = piece.AtByte(tailOffset);
        }
    }

    /// <summary>Moves to the block's end; tells up to where members can have begun.</summary>
    private long Advance(RingBlock block)
    {
        var written = block.StreamOffset + block.Length;
        _isFramed |= block.Frames.Count > 0;
        if (!_isFramed)
        {
            _wholePlain = _wholeEncoded = written;
            return written;
        }

        foreach (var frame in block.Frames)
            _frames.Enqueue(frame);
        var begun = _wholePlain;
        foreach (var frame in _frames)
        {
            begun = frame.PlainEnd;
            if (frame.EncodedEnd <= written)
                (_wholePlain, _wholeEncoded) = (frame.PlainEnd, frame.EncodedEnd);
        }

        return begun;
    }

    private Member? MemberAround(long plain)
    {
        foreach (var member in _open)
        {
            if (member.Start < plain && plain < member.End)
                return member;
        }

        return null;
    }

    private TapePosition Locate(Member member, in PieceLayout piece)
    {
        if (!_isFramed)
            return piece.At(member.Start);
        foreach (var frame in _frames)
        {
            if (member.Start < frame.PlainEnd)
                return piece.At(frame.EncodedStart, (int)(member.Start - frame.PlainStart));
        }

        throw new InvalidOperationException("A member begins in a frame that is not known. This is a defect; nothing was committed.");
    }
}

/// <summary>Where a stream that a volume's end has cut begins again.</summary>
/// <param name="StreamOffset">On tape: the first byte that the next piece repeats or writes anew.</param>
/// <param name="PlainOffset">The same point in the tar archive.</param>
/// <param name="Member">The member that the point lies inside of, if any: its header (or the rest of its content) must be announced again.</param>
internal readonly record struct RestartPoint(long StreamOffset, long PlainOffset, Member? Member)
{
    /// <summary>Whether the point cuts a header rather than content.</summary>
    public bool IsInHeader => Member is { } member && PlainOffset < member.Start + member.HeaderLength;
}
