using TapeFlows.Backup.Archive;
using TapeFlows.Backup.Sources;
using TapeFlows.Backup.Streaming;

namespace TapeFlows.Backup.Runs;

/// <summary>
/// Streams one file from the source straight into the tape blocks, in as many parts as the segments make necessary, holes left out. Its checksum
/// is taken from the blocks in passing.
/// </summary>
internal sealed class LargeFileStream(SegmentAssembler assembler, PaxHeaderWriter headers, RunProgress progress)
{
    // A part shorter than this share of a segment is not worth its header and its place in a catalog row: a new segment is begun instead.
    private const int SmallestShare = 8;

    /// <summary>Archives the file; the problem is what there is to tell.</summary>
    public async Task WriteAsync(SourceFile file, NumberedChange change, CancellationToken cancellationToken)
    {
        var large = new LargeFile();
        var entry = AsFile(file.Entry);
        var map = MapOf(file);
        long offset = 0;
        var number = 1;
        do
        {
            var header = headers.Write(entry, ContentOf(entry, map, offset, entry.Size - offset, number)).Length;
            var length = await LengthOfPartAsync(entry, map, offset, header, cancellationToken);
            await WritePartAsync(file, entry, large, change, ContentOf(entry, map, offset, length, number), offset, cancellationToken);
            offset += length;
            number++;
        }
        while (offset < entry.Size);
    }

    private async Task WritePartAsync(
        SourceFile file, FileEntry entry, LargeFile large, NumberedChange change, MemberContent content, long offset, CancellationToken cancellationToken)
    {
        var header = headers.Write(entry, content).ToArray();
        var isLast = offset + content.Length == entry.Size;
        assembler.BeginMember(new Member
        {
            Entry = entry,
            Ordinal = change.Ordinal,
            Content = content,
            State = content.Sparse is null ? FileState.None : FileState.Sparse,
            Large = large,
            IsLastPart = isLast,
            Counterpart = change.Change.Counterpart,
            HeaderLength = header.Length + (content.Sparse?.EncodedLength ?? 0),
        });
        await assembler.AppendAsync(header, cancellationToken);
        if (content.Sparse is { } map)
            await WriteSparseAsync(file, large.Digest, map, offset, cancellationToken);
        else
            await WriteDataAsync(file, large.Digest, offset, content.Length, cancellationToken);

        if (isLast)
        {
            // Before anything else is appended: only then can the block that completes the row leave.
            large.State |= file.CheckAfterRead()?.State ?? FileState.None;
            await assembler.CloseDigestAsync(large.Digest, cancellationToken);
        }

        await assembler.PadAsync(content.StoredLength, cancellationToken);
    }

    private async Task WriteSparseAsync(SourceFile file, FileDigest digest, SparseMap map, long offset, CancellationToken cancellationToken)
    {
        var encoded = new byte[map.EncodedLength];
        map.Encode(encoded);
        await assembler.AppendAsync(encoded, cancellationToken);
        long at = 0;
        foreach (var extent in map.Extents)
        {
            if (extent.Offset > at)
                await assembler.HoleAsync(digest, extent.Offset - at, cancellationToken);
            await WriteDataAsync(file, digest, offset + extent.Offset, extent.Length, cancellationToken);
            at = extent.End;
        }

        if (map.Length > at)
            await assembler.HoleAsync(digest, map.Length - at, cancellationToken);
    }

    private async Task WriteDataAsync(SourceFile file, FileDigest digest, long offset, long length, CancellationToken cancellationToken)
    {
        for (var end = offset + length; offset < end;)
        {
            var room = await assembler.RoomInBlockAsync(cancellationToken);
            var count = (int)Math.Min(room.Length, end - offset);
            var read = file.ReadAt(offset, room.Span[..count]);
            // What the file no longer has is zeros on tape: the header has promised the length.
            room.Span[read..count].Clear();
            assembler.Advance(count, digest);
            progress.OnFiles(0, count);
            offset += count;
        }
    }

    private async ValueTask<long> LengthOfPartAsync(FileEntry entry, SparseMap? map, long offset, int header, CancellationToken cancellationToken)
    {
        var rest = entry.Size - offset;
        var stored = StoredLength(map, offset, rest);
        // Numbers in the header of a shorter part may be longer than those of the whole; one unit more is always enough.
        var overhead = header + TarBlock.Size;
        if (overhead + TarBlock.Pad(stored) <= assembler.Room)
            return rest;
        var isWorthCutting = assembler.Room - overhead >= assembler.WholeRoom / SmallestShare;
        var fitsWhole = overhead + TarBlock.Pad(stored) <= assembler.WholeRoom;
        if (fitsWhole || !isWorthCutting)
            await assembler.EndSegmentAsync(cancellationToken);
        if (fitsWhole)
            return rest;
        var room = Math.Max(TarBlock.Size, (assembler.Room - overhead) / TarBlock.Size * TarBlock.Size);
        return map is null ? Math.Min(rest, room) : LongestThatFits(map, offset, rest, room);
    }

    private static long LongestThatFits(SparseMap map, long offset, long rest, long room)
    {
        // Stored length grows with the length of a part: halve until it fits.
        long fits = TarBlock.Size, tooLong = rest;
        while (tooLong - fits > TarBlock.Size)
        {
            var middle = fits + ((tooLong - fits) / 2 / TarBlock.Size * TarBlock.Size);
            if (middle == fits)
                break;
            if (StoredLength(map, offset, middle) <= room)
                fits = middle;
            else
                tooLong = middle;
        }

        return Math.Min(fits, rest);
    }

    private static long StoredLength(SparseMap? map, long offset, long length) => map?.Slice(offset, length).StoredLength ?? length;

    private static MemberContent ContentOf(FileEntry entry, SparseMap? map, long offset, long length, int number)
    {
        var isWhole = offset == 0 && length == entry.Size;
        return new MemberContent(
            length,
            isWhole ? null : new MemberPart(number, offset, entry.Size),
            isWhole ? map : map?.Slice(offset, length));
    }

    private static SparseMap? MapOf(SourceFile file) => file.Extents is not { } extents ? null
        : SparseMap.FromData(extents.Select(extent => new SparseExtent(extent.Offset, extent.Length)), file.Entry.Size);

    // A further name of a file whose first name could not be archived becomes the file itself.
    private static FileEntry AsFile(FileEntry entry) =>
        entry.Kind == EntryKind.File ? entry : EntryStatus.AsFile(entry, entry.Size);
}
