using TapeFlows.Backup.Streaming;

namespace TapeFlows.Backup.Runs;

/// <summary>Makes a catalog row of each member that is on tape whole, and counts. Runs on the writing thread.</summary>
internal sealed class RowMaker(RowSink rows)
{
    public long Files { get; private set; }

    public long Deleted { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Counts a row that an earlier run of the set has made.</summary>
    public void OnKnown(CatalogFile row)
    {
        if (row.IsDeleted)
        {
            Deleted++;
            return;
        }

        Files++;
        if (row.Kind == EntryKind.File)
            Bytes += row.Size;
    }

    public void OnCompleted(Member member, int piece)
    {
        if (member.Ordinal == 0)
            return;
        if (member.Large is { } large)
        {
            large.Parts.Add(new FilePart(member.Position, member.Content.Part?.FileOffset ?? 0, member.Content.Length));
            if (!member.IsLastPart)
                return;
        }

        Count(member);
        rows.Add(RowOf(member, piece), CancellationToken.None);
    }

    private void Count(Member member)
    {
        if (member.IsDeletion)
        {
            Deleted++;
            return;
        }

        Files++;
        if (member.Entry.Kind == EntryKind.File)
            Bytes += member.Large is null ? member.Content.Length : member.Entry.Size;
    }

    private static CatalogFile RowOf(Member member, int piece)
    {
        var entry = member.Entry;
        var isFile = entry.Kind == EntryKind.File && !member.IsDeletion;
        return new CatalogFile
        {
            Ordinal = member.Ordinal,
            Path = entry.Path,
            Kind = entry.Kind,
            State = member.State | (member.Large?.State ?? FileState.None),
            Mode = entry.Mode,
            UserId = entry.UserId,
            GroupId = entry.GroupId,
            Size = entry.Size,
            ModifiedNanoseconds = entry.ModifiedAt.ToNanoseconds(),
            ChangedNanoseconds = entry.ChangedAt.ToNanoseconds(),
            Inode = entry.Inode,
            Device = entry.Device,
            LinkTarget = member.IsDeletion ? null : entry.LinkTarget,
            Sha256 = isFile ? member.Sha256 ?? member.Large?.Digest.Value : null,
            Position = member.Large is { } large ? large.Parts[0].Position : member.Position,
            LastPiece = piece,
            MoreParts = member.Large is { Parts.Count: > 1 } split ? split.Parts[1..] : [],
            Counterpart = member.Counterpart,
        };
    }
}
