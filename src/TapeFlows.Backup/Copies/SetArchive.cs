using TapeFlows.Backup.Archive;
using TapeFlows.Backup.Reading;
using TapeFlows.Backup.Restore;
using TapeFlows.Backup.Streaming;
using TapeFlows.Backup.Volumes;

namespace TapeFlows.Backup.Copies;

/// <summary>
/// A set as one tar archive, read from tape and checked on the way: its own members with the headers that they have on tape, but for a file that stands in parts there, which is one here (holes filled), and one end
/// for all. Of a differential or incremental set that is what changed, without its base.
/// </summary>
/// <param name="catalog">Has the set.</param>
/// <param name="supply">Where volumes come from.</param>
/// <param name="clock">The time.</param>
public sealed class SetArchive(ICatalog catalog, IVolumeSupply supply, TimeProvider clock)
{
    private const int BufferLength = 256 * 1024;
    private static readonly byte[] Zeros = new byte[BufferLength];
    private readonly byte[] _buffer = new byte[BufferLength];
    private FileDigest? _digest;
    private long _written;

    /// <summary>Writes it. Memory does not grow with the set; who takes it slowly has the drive wait.</summary>
    /// <param name="setId">The set; of one whose volumes are not at hand a copy is read.</param>
    /// <param name="destination">Takes the archive; stays open.</param>
    /// <param name="bufferBytes">How many bytes are read ahead.</param>
    /// <param name="observer">Told at most twice a second where it stands.</param>
    /// <param name="inLibrary">Barcodes that can be mounted; <see langword="null"/>: all that the catalog does not call missing.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Entries and content bytes written.</returns>
    /// <exception cref="ArgumentException">There is no such set, or it is being written.</exception>
    /// <exception cref="NoVolumeException">A volume is not in the library.</exception>
    /// <exception cref="CopySourceException">What is read is damaged: the archive has no end then.</exception>
    /// <exception cref="TapeException">A drive or the changer failed.</exception>
    public async Task<(long Files, long Bytes)> WriteAsync(
        Guid setId, Stream destination, long bufferBytes, IProgress<ProgressReport>? observer, IReadOnlySet<string>? inLibrary, CancellationToken cancellationToken)
    {
        var set = await catalog.FindSetAsync(setId, cancellationToken) ?? throw new ArgumentException($"Set {setId} is not in the catalog.", nameof(setId));
        if (set.State == SetState.Writing)
            throw new ArgumentException($"Set {setId} is being written.", nameof(setId));
        var source = await SetCopies.WithinReachAsync(catalog, set, inLibrary, cancellationToken);
        var pieces = await CopyRun.DataOfAsync(catalog, source, inLibrary, cancellationToken);
        var segments = SegmentPieces.Group(pieces);
        var progress = new RunProgress(observer, clock) { Phase = "sending", TotalBytes = source.Bytes };
        await using var tape = new TapeSegments(supply, bufferBytes, pieces.Select(piece => piece.BlockSize).DefaultIfEmpty(BufferLength).Max(), clock, progress, cancellationToken);
        await using var parts = new RowParts(catalog.ReadFilesAsync(source.Id, cancellationToken: cancellationToken), cancellationToken);
        var headers = new PaxHeaderWriter(source.Id);
        // Not disposed of: what is in it behind a failure goes nowhere, and the destination stays open.
        var to = new BufferedStream(destination, BufferLength);
        var (files, bytes) = (0L, 0L);
        await parts.MoveAsync();
        while (parts.Row is { } row)
        {
            if (row.IsDeleted)
            {
                await parts.MoveAsync();
                continue;
            }

            var segment = segments.FirstOrDefault(candidate => candidate.IndexOf(parts.Position.Piece) >= 0)
                ?? throw new TapeException($"Piece {parts.Position.Piece} of set {source.Id} is not in the catalog. Rebuild the catalog from its volumes.");
            try
            {
                using var members = new SegmentMembers(segment, await tape.OpenAsync(segment, cancellationToken));
                while (parts.Row is { } next && (next.IsDeleted || segment.IndexOf(parts.Position.Piece) >= 0))
                {
                    if (!next.IsDeleted)
                    {
                        var count = await WriteAsync(parts, next, members, headers, to, cancellationToken);
                        (files, bytes) = (files + (parts.IsLast ? 1 : 0), bytes + count);
                        progress.OnFiles(parts.IsLast ? 1 : 0, count);
                    }

                    await parts.MoveAsync();
                }

                await CheckAsync(tape, members);
            }
            catch (Exception e) when (CopySourceException.ReasonOf(e) is { } reason)
            {
                throw e.InnerException is NoVolumeException missing ? missing : new CopySourceException(segment, reason, e);
            }
        }

        await to.WriteAsync(Zeros.AsMemory(0, TarBlock.EndOfArchiveLength), cancellationToken);
        await to.FlushAsync(cancellationToken);
        progress.Report();
        return (files, bytes);
    }

    private async Task<long> WriteAsync(RowParts parts, CatalogFile row, SegmentMembers members, PaxHeaderWriter headers, Stream to, CancellationToken cancellationToken)
    {
        var member = members.Find(row.Path, parts.FileOffset);
        if (HeaderCheck.Difference(row, member.Entry) is { } difference)
            throw new UnreadableException($"the header of '{row.Path}' is damaged: {difference} is not what the catalog says");
        var isJoined = row.MoreParts.Count > 0;
        if (parts.FileOffset == 0)
        {
            var content = isJoined ? new MemberContent(row.Size) : new MemberContent(member.Length, member.Part, member.Sparse);
            await to.WriteAsync(headers.Write(member.Entry, content).ToArray(), cancellationToken);
            (_written, _digest) = (0, row.Kind == EntryKind.File ? new FileDigest() : null);
        }

        if (_digest is null)
            return 0;
        if (!isJoined && member.Sparse is { } map)
        {
            var encoded = new byte[map.EncodedLength];
            map.Encode(encoded);
            await to.WriteAsync(encoded, cancellationToken);
        }

        await WriteContentAsync(parts, row, member, members.Tar, isJoined, to, cancellationToken);
        return member.Length;
    }

    private async Task WriteContentAsync(RowParts parts, CatalogFile row, TarMember member, TarReader tar, bool isJoined, Stream to, CancellationToken cancellationToken)
    {
        for (var left = member.Sparse?.DataLength ?? member.Length; left > 0;)
        {
            var count = tar.Read(_buffer, out var offset);
            if (count == 0)
                throw new UnreadableException($"the archive ends within '{row.Path}'");
            await HoleAsync(member.FileOffset + offset - _written, isJoined, to, cancellationToken);
            _digest!.Append(_buffer.AsSpan(0, count));
            _written += count;
            left -= count;
            await to.WriteAsync(_buffer.AsMemory(0, count), cancellationToken);
        }

        await HoleAsync(member.FileOffset + member.Length - _written, isJoined, to, cancellationToken);
        if (!parts.IsLast)
            return;
        using (_digest)
            _digest!.Close();
        if (row.Sha256 is { } known && !known.AsSpan().SequenceEqual(_digest.Value))
            throw new UnreadableException($"the content of '{row.Path}' does not have its checksum");
        var stored = isJoined ? row.Size : member.StoredLength;
        await to.WriteAsync(Zeros.AsMemory(0, (int)(TarBlock.Pad(stored) - stored)), cancellationToken);
    }

    private async Task HoleAsync(long length, bool isFilled, Stream to, CancellationToken cancellationToken)
    {
        _digest!.AppendHole(length);
        _written += length;
        for (; isFilled && length > 0; length -= BufferLength)
            await to.WriteAsync(Zeros.AsMemory(0, (int)Math.Min(length, BufferLength)), cancellationToken);
    }

    private static async Task CheckAsync(TapeSegments tape, SegmentMembers members)
    {
        if ((await tape.FinishAsync(members.Stream)).FirstOrDefault(piece => members.Segment.IndexOf(piece.Piece) >= 0) is { } damaged)
            throw new PieceReadException(damaged, null, $"the checksum of its section {damaged.Section} on volume {damaged.Barcode} is not that of the catalog");
    }
}
