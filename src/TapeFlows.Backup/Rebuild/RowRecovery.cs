using TapeFlows.Backup.Archive;
using TapeFlows.Backup.Reading;
using TapeFlows.Backup.Streaming;

namespace TapeFlows.Backup.Rebuild;

/// <summary>
/// Makes catalog rows of the members of data segments, for a set whose manifest is lost: everything but deletions stands in the headers, and the
/// checksums are taken anew. On a thread of its own.
/// </summary>
internal sealed class RowRecovery(Guid setId, CancellationToken cancellationToken) : IDisposable
{
    private readonly byte[] _buffer = new byte[256 * 1024];
    private readonly FileDigest _digest = new();
    private PartialFile? _open;
    private EntryPath? _last;
    private bool _isOutOfOrder;
    private long _ordinal;

    /// <summary>Rows so far.</summary>
    public long Files => _ordinal;

    /// <summary>Content bytes so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>What could not be read, for people.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Reads a segment, or one later section of it alone.</summary>
    /// <returns>The rows whose last byte is in it.</returns>
    public IEnumerable<CatalogFile> Read(TapeFeed feed, SegmentPieces segment)
    {
        ArchiveCursor? cursor = null;
        try
        {
            while (Next(feed, segment, ref cursor) is { } row)
                yield return row;
        }
        finally
        {
            cursor?.Dispose();
        }
    }

    private CatalogFile? Next(TapeFeed feed, SegmentPieces segment, ref ArchiveCursor? cursor)
    {
        try
        {
            cursor ??= ArchiveCursor.Open(feed, segment, segment.Start);
            while (cursor.Peek() is { } member)
            {
                cancellationToken.ThrowIfCancellationRequested();
                cursor.Take();
                var position = cursor.PositionOf(member.HeaderOffset);
                if (Take(cursor, member, position) is { } row)
                    return row;
            }
        }
        catch (Exception e) when (UnreadableException.ReasonOf(e) is { } reason)
        {
            Drop();
            Notes.Add($"Segment {segment.Number} of set {setId}: {reason} What stands behind that place is not in the catalog.");
        }

        return null;
    }

    /// <summary>
    /// A set has its entries in path order, and each path once (FORMAT.md). An archive that somebody else has put between sound labels need not:
    /// what comes out of turn is left out and told, because a catalog that took it would contradict itself.
    /// </summary>
    private bool IsInOrder(in EntryPath path)
    {
        if (_last is not { } last || path > last)
            return true;
        if (!_isOutOfOrder)
            Notes.Add($"Set {setId}: '/{path}' stands behind '/{last}', which is not the order of a set. It is not in the catalog, nor is anything else that is out of turn.");
        _isOutOfOrder = true;
        return false;
    }

    private CatalogFile? Take(ArchiveCursor cursor, TarMember member, in TapePosition position)
    {
        if (member.Part is { IsRest: true } || (member.FileOffset > 0 && _open?.Continues(member) != true))
        {
            // Its beginning is on a volume that is not here.
            Drop();
            return null;
        }

        if (member.FileOffset == 0)
        {
            Drop();
            if (!IsInOrder(member.Entry.Path))
                return null;
            _open = new PartialFile(member.Entry, position);
        }
        else
        {
            _open!.Parts.Add(new FilePart(position, member.FileOffset, member.Length));
        }

        if (member.Sparse is not null)
            _open.State = FileState.Sparse;
        if (member.Entry.Kind == EntryKind.File && !Hash(cursor, member))
        {
            Drop();
            return null;
        }

        _open.Length += member.Length;
        return member.Entry.Kind != EntryKind.File || _open.Length == member.Entry.Size ? Close(cursor, member) : null;
    }

    private bool Hash(ArchiveCursor cursor, TarMember member)
    {
        long at = 0;
        int count;
        while ((count = cursor.Tar.Read(_buffer, out var offset)) > 0)
        {
            _digest.AppendHole(offset - at);
            _digest.Append(_buffer.AsSpan(0, count));
            at = offset + count;
        }

        if (cursor.Tar.End == ArchiveEnd.Cut)
            return false;
        _digest.AppendHole(member.Length - at);
        return true;
    }

    private CatalogFile Close(ArchiveCursor cursor, TarMember last)
    {
        var (entry, position, parts, state) = (_open!.Entry, _open.Position, _open.Parts, _open.State);
        _open = null;
        _last = entry.Path;
        _digest.Close();
        var isFile = entry.Kind == EntryKind.File;
        Bytes += isFile ? entry.Size : 0;
        return new CatalogFile
        {
            Ordinal = ++_ordinal,
            Path = entry.Path,
            Kind = entry.Kind,
            State = state,
            Mode = entry.Mode,
            UserId = entry.UserId,
            GroupId = entry.GroupId,
            Size = entry.Size,
            ModifiedNanoseconds = entry.ModifiedAt.ToNanoseconds(),
            ChangedNanoseconds = entry.ChangedAt.ToNanoseconds(),
            Inode = entry.Inode,
            Device = entry.Device,
            LinkTarget = entry.LinkTarget,
            Sha256 = isFile ? _digest.Value : null,
            Position = position,
            LastPiece = cursor.PieceOfEnd(last),
            MoreParts = parts,
        };
    }

    private void Drop()
    {
        if (_open is null)
            return;
        _open = null;
        _digest.Close();
    }

    public void Dispose() => _digest.Dispose();

    /// <summary>A file whose further parts may follow.</summary>
    private sealed class PartialFile(FileEntry entry, TapePosition position)
    {
        public FileEntry Entry { get; } = entry;

        public TapePosition Position { get; } = position;

        public List<FilePart> Parts { get; } = [];

        public FileState State { get; set; }

        public long Length { get; set; }

        public bool Continues(TarMember member) => member.Entry.Path == Entry.Path && member.FileOffset == Length && member.Entry.Size == Entry.Size;
    }
}
