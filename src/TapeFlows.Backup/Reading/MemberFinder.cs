using TapeFlows.Backup.Archive;

namespace TapeFlows.Backup.Reading;

/// <summary>
/// Goes from member to member of a set by their catalog positions: reads on where the next one is near, locates where it is far, and begins
/// anew behind a damaged place. For one thread.
/// </summary>
/// <param name="feed">Reads the tape.</param>
/// <param name="segments">The set's segments.</param>
internal sealed class MemberFinder(TapeFeed feed, IReadOnlyList<SegmentPieces> segments) : IDisposable
{
    private const int MostBadBlocks = 4096;
    private readonly HashSet<(int Piece, long Block)> _badBlocks = [];
    private readonly Dictionary<int, string> _badPieces = [];
    private readonly Dictionary<int, SegmentPieces> _segments = segments.SelectMany(segment => segment.Pieces, (segment, piece) => (piece.Piece, segment)).ToDictionary();
    private ArchiveCursor? _cursor;
    private (long Offset, int Skip) _last;

    /// <summary>Reads the content of the member that was found last.</summary>
    public TarReader Tar => _cursor!.Tar;

    /// <summary>Whether a piece is among those at hand.</summary>
    public bool Covers(int piece) => _segments.ContainsKey(piece);

    /// <summary>The segment in hand.</summary>
    public SegmentPieces? Segment => _cursor?.Segment;

    /// <summary>Begins at the first byte of a segment, whatever stands there.</summary>
    /// <returns>Why it cannot be; <see langword="null"/>: it can.</returns>
    public string? Begin(SegmentPieces segment)
    {
        FinishSegment();
        Close();
        try
        {
            _cursor = ArchiveCursor.Open(feed, segment, segment.Start);
            _last = (-1, 0);
            return null;
        }
        catch (Exception e) when (OnFailure(e) is { } reason)
        {
            return reason;
        }
    }

    /// <summary>The next member of the segment in hand, whatever it is; <see langword="null"/> at its end.</summary>
    public TarMember? Next()
    {
        var member = _cursor!.Peek();
        _cursor.Take();
        return member;
    }

    /// <summary>Finds a member; its content is next.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="position">Where the catalog says its header is.</param>
    /// <param name="fileOffset">Where in the file its content begins: more than 0 for a later part.</param>
    /// <exception cref="UnreadableException">It is not there, or cannot be read.</exception>
    public TarMember Find(in EntryPath path, in TapePosition position, long fileOffset)
    {
        var segment = SegmentOf(position);
        if (IsNear(segment, position) && ReadOn(path, fileOffset) is { } near)
            return Found(near, segment, position);
        return Found(Locate(segment, path, position, fileOffset), segment, position);
    }

    /// <summary>Reading the member that was found last has failed: nothing behind it can be trusted.</summary>
    /// <returns>The reason; <see langword="null"/> when the failure is none of the medium, so that it must not be swallowed.</returns>
    public string? OnFailure(Exception failure)
    {
        Close();
        if (failure is PieceReadException { Piece: { } piece } unreadable)
        {
            if (unreadable.BlockAddress is not { } block)
                _badPieces.TryAdd(piece.Piece, unreadable.Message);
            else if (_badBlocks.Count < MostBadBlocks)
                _badBlocks.Add((piece.Piece, block));
        }

        return UnreadableException.ReasonOf(failure);
    }

    /// <summary>Reads the rest of the segment in hand, if it is not far, so that its checksums are complete.</summary>
    public void FinishSegment()
    {
        if (_cursor is not { } cursor || cursor.Stream.Length - cursor.Stream.Position > feed.Cost.Threshold)
            return;
        try
        {
            cursor.Stream.Drain();
        }
        catch (PieceReadException)
        {
            // Nothing that was wanted is lost by it.
        }
    }

    private SegmentPieces SegmentOf(in TapePosition position)
    {
        if (!_segments.TryGetValue(position.Piece, out var segment))
            throw new UnreadableException($"Piece {position.Piece} of its set is not in the catalog.");
        if (_badPieces.TryGetValue(position.Piece, out var reason))
            throw new UnreadableException(reason);
        return !_badBlocks.Contains((position.Piece, position.BlockAddress))
            ? segment
            : throw new UnreadableException($"Block {position.BlockAddress} of volume {segment.Pieces[segment.IndexOf(position.Piece)].Barcode} cannot be read.");
    }

    private bool IsNear(SegmentPieces segment, in TapePosition position)
    {
        if (_cursor is not { } cursor || cursor.Segment != segment)
            return false;
        var place = Place(segment, position);
        return place.CompareTo(_last) > 0 && place.Offset - cursor.Stream.StreamOffset <= feed.Cost.Threshold;
    }

    private TarMember? ReadOn(in EntryPath path, long fileOffset)
    {
        try
        {
            while (_cursor!.Peek() is { } member)
            {
                var order = member.Entry.Path.CompareTo(path) is var byPath and not 0 ? byPath : member.FileOffset.CompareTo(fileOffset);
                if (order > 0)
                    return null;
                _cursor.Take();
                if (order == 0)
                    return member;
            }
        }
        catch (Exception e) when (OnFailure(e) is not null)
        {
            // Something before it is damaged; its own place may be readable.
        }

        return null;
    }

    private TarMember Locate(SegmentPieces segment, in EntryPath path, in TapePosition position, long fileOffset)
    {
        if (_cursor?.Segment != segment)
            FinishSegment();
        Close();
        try
        {
            _cursor = ArchiveCursor.Open(feed, segment, position);
            var member = _cursor.Peek();
            _cursor.Take();
            if (member is not null && member.Entry.Path == path && member.FileOffset == fileOffset)
                return member;
            throw new UnreadableException(
                $"At block {position.BlockAddress} of volume {segment.Pieces[segment.IndexOf(position.Piece)].Barcode} stands {(member is null ? "no header" : $"'{member.Entry.Path}'")} instead of its header.");
        }
        catch (Exception e) when (OnFailure(e) is { } reason)
        {
            throw new UnreadableException(reason, e);
        }
    }

    private TarMember Found(TarMember member, SegmentPieces segment, in TapePosition position)
    {
        _last = Place(segment, position);
        return member;
    }

    private static (long Offset, int Skip) Place(SegmentPieces segment, in TapePosition position)
    {
        var index = segment.IndexOf(position.Piece);
        return (segment.StreamOffset(index, segment.OffsetInPiece(position, index)), position.Skip);
    }

    private void Close()
    {
        _cursor?.Dispose();
        _cursor = null;
    }

    public void Dispose() => Close();
}
