using TapeFlows.Backup.Archive;
using TapeFlows.Backup.Reading;
using TapeFlows.Backup.Restore;
using TapeFlows.Backup.Runs;
using TapeFlows.Backup.Streaming;
using TapeFlows.Backup.Volumes;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Copies;

/// <summary>
/// The data of a copy: the members of another set, one after the other as its rows tell them, each in a segment of its own number. What is read is checked before what
/// depends on it is written: each file against its checksum before its last byte goes on, each segment against its own before it is ended.
/// </summary>
/// <param name="catalog">Has the rows.</param>
/// <param name="source">The set that is read.</param>
/// <param name="segments">Its data segments.</param>
/// <param name="tape">Delivers them.</param>
/// <param name="copyId">The copy.</param>
/// <param name="progress">Counts.</param>
internal sealed class CopiedData(
    ICatalog catalog, BackupSet source, IReadOnlyList<SegmentPieces> segments, ISegmentSource tape, Guid copyId, RunProgress progress) : ISetData
{
    private readonly PaxHeaderWriter _headers = new(copyId);
    private LargeFile? _large;

    public long Warnings => source.Warnings;

    public async Task<int> WriteAsync(SetDataTarget target, CancellationToken cancellationToken)
    {
        var number = target.FirstSegment - 1;
        await using var parts = new RowParts(catalog.ReadFilesAsync(source.Id, target.Last?.Ordinal ?? 0, cancellationToken), cancellationToken);
        await parts.MoveAsync();
        while (parts.Row is not null)
        {
            using var pipeline = new TapePipeline(target.Shape, target.Rows.OnCompleted);
            number = await pipeline.RunAsync(
                number + 1, SegmentKind.Data, (assembler, token) => CopySegmentAsync(parts, assembler, token), target.Session.WriteAsync, cancellationToken);
            if (tape.NeedsOnlyDrive)
                await target.Session.LetGoAsync(cancellationToken);
        }

        if (target.Rows.Files != source.Files || target.Rows.Deleted != source.Deleted)
        {
            throw new TapeException(
                $"Set {source.Id} holds {source.Files} entries and {source.Deleted} deletions, and {target.Rows.Files} and {target.Rows.Deleted} were copied: it was taken out of the catalog meanwhile, or its rows are damaged. "
                + "The copy is left incomplete. Rebuild the catalog from the volumes of the set, and copy it again.");
        }

        return number;
    }

    /// <summary>Copies what stands in one segment, and the deletions before and behind.</summary>
    private async Task CopySegmentAsync(RowParts parts, SegmentAssembler assembler, CancellationToken cancellationToken)
    {
        SegmentMembers? members = null;
        try
        {
            while (parts.Row is { } row)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (row.IsDeleted)
                    assembler.Note(new Member { Entry = HeaderCheck.Entry(row, row.Path, header: null), Ordinal = row.Ordinal, State = row.State, Counterpart = row.Counterpart });
                else if (members is not null && members.Segment.IndexOf(parts.Position.Piece) < 0)
                    break;
                else
                    await CopyMemberAsync(parts, row, members ??= await OpenAsync(parts.Position.Piece, cancellationToken), assembler, cancellationToken);
                await parts.MoveAsync();
            }

            if (members is not null)
                await CheckAsync(members);
        }
        catch (Exception e) when (members is not null && CopySourceException.ReasonOf(e) is { } reason)
        {
            throw await FailureAsync(members.Segment, e, reason);
        }
        finally
        {
            members?.Dispose();
        }
    }

    private async Task<SegmentMembers> OpenAsync(int piece, CancellationToken cancellationToken)
    {
        var segment = segments.FirstOrDefault(candidate => candidate.IndexOf(piece) >= 0)
            ?? throw new TapeException($"Piece {piece} of set {source.Id} is not in the catalog, but a file of it stands there. Rebuild the catalog from the volumes of the set. The copy is left incomplete.");
        progress.Phase = tape.NeedsOnlyDrive ? "reading" : "writing";
        try
        {
            return new SegmentMembers(segment, await tape.OpenAsync(segment, cancellationToken));
        }
        catch (Exception e) when (CopySourceException.ReasonOf(e) is { } reason)
        {
            throw await FailureAsync(segment, e, reason);
        }
        finally
        {
            progress.Phase = "writing";
        }
    }

    private async Task CopyMemberAsync(RowParts parts, CatalogFile row, SegmentMembers members, SegmentAssembler assembler, CancellationToken cancellationToken)
    {
        var member = members.Find(row.Path, parts.FileOffset);
        if (HeaderCheck.Difference(row, member.Entry) is { } difference)
            throw new UnreadableException($"the header of '{row.Path}' is damaged: {difference} is not what the catalog says");
        var content = new MemberContent(member.Length, member.Part, member.Sparse);
        var header = _headers.Write(member.Entry, content).ToArray();
        if (row.MoreParts.Count > 0 && parts.FileOffset == 0)
            _large = new LargeFile();
        assembler.BeginMember(new Member
        {
            Entry = member.Entry,
            Ordinal = row.Ordinal,
            Content = content,
            State = row.State,
            Sha256 = row.Sha256,
            Large = row.MoreParts.Count > 0 ? _large : null,
            IsLastPart = parts.IsLast,
            Counterpart = row.Counterpart,
            HeaderLength = header.Length + (member.Sparse?.EncodedLength ?? 0),
        });
        await assembler.AppendAsync(header, cancellationToken);
        if (row.Kind == EntryKind.File)
            await CopyContentAsync(parts, row, member, members.Tar, assembler, cancellationToken);
        progress.OnFiles(parts.IsLast ? 1 : 0, 0);
    }

    private async Task CopyContentAsync(RowParts parts, CatalogFile row, TarMember member, TarReader tar, SegmentAssembler assembler, CancellationToken cancellationToken)
    {
        if (member.Sparse is { } map)
        {
            var encoded = new byte[map.EncodedLength];
            map.Encode(encoded);
            await assembler.AppendAsync(encoded, cancellationToken);
        }

        // Of a file in parts the checksum is taken over all of them.
        var digest = row.MoreParts.Count > 0 ? _large!.Digest : new FileDigest();
        var left = member.Sparse?.DataLength ?? member.Length;
        long at = 0;
        while (left > 0)
        {
            var room = await assembler.RoomInBlockAsync(cancellationToken);
            var count = tar.Read(room.Span, out var offset);
            if (count == 0)
                throw new UnreadableException($"the archive ends within '{row.Path}'");
            digest.AppendHole(offset - at);
            digest.Append(room.Span[..count]);
            at = offset + count;
            left -= count;
            // Before its last bytes go on: what is wrong never gets a row.
            if (left == 0 && parts.IsLast)
                Compare(row, digest, member.Length - at);
            assembler.Advance(count);
            progress.OnFiles(0, count);
        }

        if (at == 0 && parts.IsLast)
            Compare(row, digest, member.Length);
        else if (!parts.IsLast)
            digest.AppendHole(member.Length - at);
        await assembler.PadAsync(member.StoredLength, cancellationToken);
    }

    private static void Compare(CatalogFile row, FileDigest digest, long hole)
    {
        using (digest)
        {
            digest.AppendHole(hole);
            digest.Close();
            if (row.Sha256 is { } known && !known.AsSpan().SequenceEqual(digest.Value))
                throw new UnreadableException($"the content of '{row.Path}' does not have its checksum");
        }
    }

    private async Task CheckAsync(SegmentMembers members)
    {
        var damaged = await tape.FinishAsync(members.Stream);
        if (damaged.FirstOrDefault(piece => members.Segment.IndexOf(piece.Piece) >= 0) is { } piece)
            throw new PieceReadException(piece, null, $"the checksum of its section {piece.Section} on volume {piece.Barcode} is not that of the catalog");
    }

    private async Task<Exception> FailureAsync(SegmentPieces segment, Exception failure, string reason)
    {
        // A volume that is not there is asked for; one that is damaged is not to be trusted by others either.
        if (failure.InnerException is NoVolumeException missing)
            return missing;
        var piece = (failure as PieceReadException)?.Piece ?? segment.Pieces[0];
        await DamageMark.SetAsync(catalog, piece, "a copy could not read it: " + reason.TrimEnd('.'), CancellationToken.None);
        return new CopySourceException(segment, reason, failure);
    }
}
