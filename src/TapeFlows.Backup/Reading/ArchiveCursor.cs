using TapeFlows.Backup.Archive;
using TapeFlows.Backup.Compression;

namespace TapeFlows.Backup.Reading;

/// <summary>A tar reader on a segment, from the header of one member on.</summary>
internal sealed class ArchiveCursor : IDisposable
{
    private const int SkipLength = 64 * 1024;
    private readonly FrameDecoder? _decoder;
    private bool _isPeeked;

    private ArchiveCursor(SegmentPieces segment, SegmentStream stream, FrameDecoder? decoder)
    {
        (Segment, Stream, _decoder) = (segment, stream, decoder);
        Tar = new TarReader(decoder ?? (Stream)stream);
    }

    public SegmentPieces Segment { get; }

    public SegmentStream Stream { get; }

    public TarReader Tar { get; }

    /// <summary>Opens a segment at a position.</summary>
    /// <exception cref="PieceReadException">It cannot be read there.</exception>
    /// <exception cref="Compression.CompressedDataException">The frame there is damaged.</exception>
    public static ArchiveCursor Open(TapeFeed feed, SegmentPieces segment, in TapePosition position)
    {
        var index = segment.IndexOf(position.Piece);
        var stream = feed.Open(segment, index, segment.OffsetInPiece(position, index));
        var decoder = CompressionMethods.Parse(segment.Pieces[index].Compression).CreateDecoder(stream);
        var cursor = new ArchiveCursor(segment, stream, decoder);
        try
        {
            cursor.Skip(position.Skip);
            return cursor;
        }
        catch
        {
            cursor.Dispose();
            throw;
        }
    }

    /// <summary>The next member, which stays the next one until it is taken.</summary>
    public TarMember? Peek()
    {
        if (!_isPeeked)
        {
            Tar.Next();
            _isPeeked = true;
        }

        return Tar.End == ArchiveEnd.NotReached ? Tar.Member : null;
    }

    /// <summary>The member that was peeked at is dealt with.</summary>
    public void Take() => _isPeeked = false;

    /// <summary>
    /// The tape position of a byte of the archive. Only of a cursor that began at the start of its segment, and in ascending order.
    /// </summary>
    /// <param name="archiveOffset">As the tar reader counts.</param>
    public TapePosition PositionOf(long archiveOffset)
    {
        if (_decoder is null)
            return Segment.PositionAt(archiveOffset, 0);
        var (frame, skip) = _decoder.Locate(archiveOffset)
            ?? throw new InvalidOperationException("A header's frame was forgotten. This is a defect of the reader; the volume is not at fault.");
        return Segment.PositionAt(frame, skip);
    }

    /// <summary>The piece that holds the last byte of a member, which has just been read.</summary>
    public int PieceOfEnd(TarMember member)
    {
        var last = Math.Max(member.HeaderOffset, member.ContentOffset + TarBlock.Pad(member.StoredLength) - 1);
        // Padding in a frame that was not decoded yet is of no interest.
        return PositionOf(_decoder is null ? last : Math.Min(last, Tar.Position - 1)).Piece;
    }

    private void Skip(int count)
    {
        if (count == 0)
            return;
        var buffer = new byte[Math.Min(count, SkipLength)];
        while (count > 0)
        {
            var read = _decoder is null ? Stream.Read(buffer.AsSpan(0, Math.Min(count, buffer.Length))) : _decoder.Read(buffer.AsSpan(0, Math.Min(count, buffer.Length)));
            if (read == 0)
                throw new CompressedDataException(0, isTruncated: true, $"the position lies {count} bytes behind its end");
            count -= read;
        }
    }

    public void Dispose()
    {
        _decoder?.Dispose();
        Stream.Dispose();
    }
}
