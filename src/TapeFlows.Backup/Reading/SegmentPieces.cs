using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Reading;

/// <summary>
/// The pieces of one segment as one stream: of each piece the bytes from <see cref="Segment.RestartBytes"/> to <see cref="Segment.ValidBytes"/>,
/// in the order of the sections.
/// </summary>
internal sealed class SegmentPieces
{
    private readonly Segment[] _pieces;
    private readonly bool _isAlone;

    private SegmentPieces(Segment[] pieces, bool isAlone = false, bool isBrokenOff = false) =>
        (_pieces, _isAlone, IsBrokenOff) = (pieces, isAlone, isBrokenOff);

    /// <summary>One piece as an archive of its own, which its restart prefix makes it.</summary>
    public static SegmentPieces Alone(Segment piece) => new([piece], isAlone: true);

    /// <summary>The position of its first byte.</summary>
    public TapePosition Start => new(_pieces[0].Piece, _pieces[0].FirstBlockAddress, 0, 0);

    /// <summary>The segment's number in its set.</summary>
    public int Number => _pieces[0].Number;

    /// <summary>Its pieces by section. One may be missing: see <see cref="Follows"/>.</summary>
    public IReadOnlyList<Segment> Pieces => _pieces;

    /// <summary>Sorts the pieces of a set into segments, in writing order.</summary>
    /// <param name="pieces">Of one set; those that were never committed are left out.</param>
    public static IReadOnlyList<SegmentPieces> Group(IEnumerable<Segment> pieces)
    {
        SegmentPieces[] segments = [.. pieces
            .Where(piece => piece.State != SegmentState.Writing)
            .GroupBy(piece => piece.Number)
            .OrderBy(group => group.Key)
            .Select(group => new SegmentPieces([.. group.OrderBy(piece => piece.Section)]))];
        for (var index = 0; index < segments.Length - 1; index++)
            segments[index] = segments[index].Before(segments[index + 1]);
        return segments;
    }

    /// <summary>Whether a piece is there and the one before it ends where it begins, so that both can be read as one.</summary>
    /// <param name="index">Index in <see cref="Pieces"/>; that of the first piece always follows.</param>
    public bool Follows(int index) =>
        index == 0
        || (index < _pieces.Length && _pieces[index - 1].Ending == PieceEnding.Continued && _pieces[index].Section == _pieces[index - 1].Section + 1);

    /// <summary>Whether the segment goes on behind its last known piece.</summary>
    public bool IsOpenEnded => !_isAlone && !IsBrokenOff && _pieces[^1].Ending == PieceEnding.Continued;

    /// <summary>
    /// Whether its run was interrupted there, and the set goes on with the next segment: what was whole by then counts, what was not stands in that one.
    /// </summary>
    public bool IsBrokenOff { get; }

    /// <summary>The same pieces; broken off if the piece that was written next is of another segment.</summary>
    /// <param name="next">The segment behind it.</param>
    private SegmentPieces Before(SegmentPieces next) =>
        _pieces[^1].Ending != PieceEnding.Complete && next._pieces[0].Piece == _pieces[^1].Piece + 1 ? new SegmentPieces(_pieces, isBrokenOff: true) : this;

    /// <summary>The index of a piece; -1 when it is not of this segment.</summary>
    public int IndexOf(int piece) => Array.FindIndex(_pieces, candidate => candidate.Piece == piece);

    /// <summary>Bytes from the start of its piece to a position.</summary>
    public long OffsetInPiece(in TapePosition position, int index) =>
        ((position.BlockAddress - _pieces[index].FirstBlockAddress) * _pieces[index].BlockSize) + position.Offset;

    /// <summary>The place of a byte of a piece in the joined stream; a restart prefix counts as the byte behind it.</summary>
    public long StreamOffset(int index, long offsetInPiece) =>
        _isAlone ? offsetInPiece : _pieces[index].StreamOffset + Math.Max(0, offsetInPiece - _pieces[index].RestartBytes);

    /// <summary>The tape position of a byte of the joined stream.</summary>
    /// <param name="streamOffset">Bytes from its start, not behind its end.</param>
    /// <param name="skip">See <see cref="TapePosition.Skip"/>.</param>
    public TapePosition PositionAt(long streamOffset, int skip)
    {
        var index = 0;
        if (!_isAlone)
        {
            while (Follows(index + 1) && _pieces[index + 1].StreamOffset <= streamOffset)
                index++;
        }

        var piece = _pieces[index];
        var (block, offset) = Math.DivRem(_isAlone ? streamOffset : piece.RestartBytes + streamOffset - piece.StreamOffset, piece.BlockSize);
        return new TapePosition(piece.Piece, piece.FirstBlockAddress + block, (int)offset, skip);
    }

    /// <summary>Bytes of the joined stream from a byte of a piece on, as far as pieces follow one another.</summary>
    public long Length(int index, long offsetInPiece)
    {
        var length = Math.Max(0, _pieces[index].ValidBytes - offsetInPiece);
        for (var next = index + 1; next < _pieces.Length && Follows(next); next++)
            length += _pieces[next].ValidBytes - _pieces[next].RestartBytes;
        return length;
    }
}
