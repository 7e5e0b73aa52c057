using TapeFlows.Backup.Archive;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Streaming;

/// <summary>
/// Puts tar members one behind the other into the blocks of a ring and cuts the stream into segments. It alone knows where in a segment a
/// member stands; where that is on a tape is the writer's knowledge.
/// </summary>
internal sealed class SegmentAssembler(BlockRing ring, MemberQueue members, StreamShape shape, int firstNumber, SegmentKind kind)
{
    private static readonly byte[] EndOfArchive = new byte[TarBlock.EndOfArchiveLength];
    private static readonly byte[] Padding = new byte[TarBlock.Size];
    private RingBlock? _block;
    private SegmentPlan? _segment;
    private long _offset;
    private int _lastNumber = firstNumber - 1;

    /// <summary>Segments begun so far.</summary>
    public int LastNumber => _lastNumber;

    /// <summary>What still fits into the open segment, or into an empty one when none is open; the end of archive is taken off.</summary>
    public long Room => shape.SegmentSize - TarBlock.EndOfArchiveLength - (_segment is null ? 0 : _offset);

    /// <summary>What fits into an empty segment.</summary>
    public long WholeRoom => shape.SegmentSize - TarBlock.EndOfArchiveLength;

    /// <summary>Announces a member whose header comes next, opening a segment for it where need be.</summary>
    public void BeginMember(Member member)
    {
        _segment ??= new SegmentPlan(++_lastNumber, kind, shape.Compression);
        member.Segment = _segment.Number;
        member.Start = _offset;
        members.Add(member);
    }

    /// <summary>Notes an entry that has nothing on tape (a deletion) at this point of the stream.</summary>
    public void Note(Member member)
    {
        member.Segment = _segment?.Number ?? _lastNumber;
        member.Start = _offset;
        members.Add(member);
    }

    /// <summary>Appends bytes.</summary>
    public async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            var room = await RoomInBlockAsync(cancellationToken);
            var count = Math.Min(room.Length, bytes.Length);
            bytes.Span[..count].CopyTo(room.Span);
            Advance(count);
            bytes = bytes[count..];
        }
    }

    /// <summary>The rest of the current block, at least one byte, to be filled in place.</summary>
    public async ValueTask<Memory<byte>> RoomInBlockAsync(CancellationToken cancellationToken)
    {
        if (_block is { } full && full.Length == ring.BlockSize)
            Publish();
        if (_block is null)
        {
            _block = await ring.ClaimAsync(cancellationToken);
            _block.Segment = _segment;
            _block.StreamOffset = _offset;
        }

        return _block.Memory[_block.Length..];
    }

    /// <summary>Says how much of the room was filled.</summary>
    /// <param name="count">Bytes.</param>
    /// <param name="digest">The file that they belong to, when its checksum is taken in passing.</param>
    public void Advance(int count, FileDigest? digest = null)
    {
        if (digest is not null && count > 0)
            _block!.Digests.Add(new DigestRange(digest, _block.Length, count, IsLast: false));
        _block!.Length += count;
        _offset += count;
    }

    /// <summary>Lets a file's checksum see a hole.</summary>
    public async ValueTask HoleAsync(FileDigest digest, long length, CancellationToken cancellationToken)
    {
        await RoomInBlockAsync(cancellationToken);
        _block!.Digests.Add(new DigestRange(digest, -1, length, IsLast: false));
    }

    /// <summary>Closes a file's checksum behind everything appended so far.</summary>
    public async ValueTask CloseDigestAsync(FileDigest digest, CancellationToken cancellationToken)
    {
        // A range of its own, because the file's last byte may stand in a block that is gone already.
        if (_block is null)
            await RoomInBlockAsync(cancellationToken);
        _block!.Digests.Add(new DigestRange(digest, 0, 0, IsLast: true));
    }

    /// <summary>Fills up to the next tar record.</summary>
    public ValueTask PadAsync(long contentLength, CancellationToken cancellationToken)
    {
        var over = (int)(contentLength % TarBlock.Size);
        return over == 0 ? ValueTask.CompletedTask : AppendAsync(Padding.AsMemory(over), cancellationToken);
    }

    /// <summary>Ends the open segment, if any.</summary>
    public async ValueTask EndSegmentAsync(CancellationToken cancellationToken)
    {
        if (_segment is null)
            return;
        await AppendAsync(EndOfArchive, cancellationToken);
        _block!.IsLastOfSegment = true;
        Publish();
        _segment = null;
        _offset = 0;
    }

    private void Publish()
    {
        _block = null;
        ring.Publish();
    }
}
