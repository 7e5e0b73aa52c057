using System.Security.Cryptography;
using TapeFlows.Backup.Archive;
using TapeFlows.Backup.Reading;
using TapeFlows.Backup.Restore;
using TapeFlows.Backup.Streaming;

namespace TapeFlows.Backup.Verify;

/// <summary>
/// Takes segments apart and holds every entry against its catalog row: header, place and the SHA-256 of the content. Sees to it that every block
/// of every piece passes the inspector. On a thread of its own.
/// </summary>
internal sealed class ArchiveCheck(
    TapeFeed feed, MemberFinder finder, PieceInspector inspector, DamageList damages, RunProgress progress, CancellationToken cancellationToken) : IDisposable
{
    private readonly byte[] _buffer = new byte[256 * 1024];
    private readonly FileDigest _digest = new();

    /// <summary>Entries held against the catalog.</summary>
    public long Files { get; private set; }

    /// <summary>Content bytes checked.</summary>
    public long Bytes { get; private set; }

    /// <summary>Entries that are not all in the segments at hand.</summary>
    public long Partial { get; private set; }

    /// <summary>Checks segments.</summary>
    /// <param name="segments">In tape order.</param>
    /// <param name="rows">The rows whose header is in them, in tape order; empty when the catalog knows nothing of them.</param>
    public void Run(IReadOnlyList<SegmentPieces> segments, RowQueue<CatalogFile> rows)
    {
        foreach (var segment in segments)
        {
            if (finder.Segment != segment && finder.Begin(segment) is { } reason)
                Report(segment.Pieces[0], reason);
            while (rows.Peek() is { } row && (row.Position.Piece == 0 || segment.IndexOf(row.Position.Piece) >= 0))
            {
                cancellationToken.ThrowIfCancellationRequested();
                rows.Take();
                if (row is { IsDeleted: false, Position.Piece: > 0 })
                    Check(row, segment);
            }

            WalkToEnd(segment);
            foreach (var piece in segment.Pieces.Where(piece => !inspector.IsInspected(piece)))
                ReadBlocks(piece);
        }
    }

    private void Check(CatalogFile row, SegmentPieces segment)
    {
        var piece = segment.Pieces[segment.IndexOf(row.Position.Piece)];
        try
        {
            var member = finder.Find(row.Path, row.Position, 0);
            if (HeaderCheck.Difference(row, member.Entry) is { } difference)
                Report(row, piece, $"its header is damaged: {difference} is not what the catalog says");
            Files++;
            if (row.Kind == EntryKind.File)
                CheckContent(row, piece, member);
            progress.OnFiles(1, 0);
        }
        catch (UnreadableException e)
        {
            Report(row, piece, e.Message);
        }
        catch (Exception e) when (finder.OnFailure(e) is { } reason)
        {
            Report(row, piece, reason);
        }
    }

    private void CheckContent(CatalogFile row, Segment piece, TarMember member)
    {
        if (!finder.Covers(row.LastPiece) || !finder.Covers(row.Position.Piece))
        {
            Partial++;
            return;
        }

        var length = Hash(member);
        foreach (var part in row.MoreParts)
            length += Hash(finder.Find(row.Path, part.Position, part.FileOffset));
        _digest.Close();
        Bytes += length;
        if (length != row.Size)
            Report(row, piece, $"it has {length} bytes on tape, the catalog says {row.Size}");
        else if (!_digest.Value.AsSpan().SequenceEqual(row.Sha256))
            Report(row, piece, "its content does not match its checksum");
    }

    private long Hash(TarMember member)
    {
        long at = 0;
        int count;
        while ((count = finder.Tar.Read(_buffer, out var offset)) > 0)
        {
            _digest.AppendHole(offset - at);
            _digest.Append(_buffer.AsSpan(0, count));
            at = offset + count;
            progress.OnFiles(0, count);
        }

        if (finder.Tar.End == ArchiveEnd.Cut)
        {
            _digest.Close();
            throw new UnreadableException("the archive ends within its content");
        }

        _digest.AppendHole(member.Length - at);
        return member.Length;
    }

    /// <summary>What is behind the last row: the end of the archive, or members that no row tells of (those of a manifest, of a set that was broken off).</summary>
    private void WalkToEnd(SegmentPieces segment)
    {
        if (finder.Segment != segment)
            return;
        try
        {
            while (finder.Next() is not null)
                cancellationToken.ThrowIfCancellationRequested();
            finder.FinishSegment();
        }
        catch (Exception e) when (finder.OnFailure(e) is { } reason)
        {
            Report(segment.Pieces[^1], reason);
        }
    }

    /// <summary>Reads a piece block by block, passing over those that cannot be read, when taking its archive apart did not get through it.</summary>
    private void ReadBlocks(Segment piece)
    {
        var alone = SegmentPieces.Alone(piece);
        for (long offset = 0; offset < piece.Bytes;)
        {
            using var stream = feed.Open(alone, 0, offset);
            try
            {
                stream.Drain();
                return;
            }
            catch (PieceReadException e)
            {
                damages.Add(Damage.Of(DamageKind.Block, piece, e.Message, e.BlockAddress));
                if (e.BlockAddress is not { } block)
                    return;
                offset = (block - piece.FirstBlockAddress + 1) * piece.BlockSize;
            }
        }
    }

    private void Report(Segment piece, string reason) => damages.Add(Damage.Of(DamageKind.Checksum, piece, reason));

    private void Report(CatalogFile row, Segment piece, string reason) =>
        damages.Add(Damage.Of(DamageKind.File, piece, reason, row.Position.BlockAddress) with { Path = row.Path });

    public void Dispose() => _digest.Dispose();
}
