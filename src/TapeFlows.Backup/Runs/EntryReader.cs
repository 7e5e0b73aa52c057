using System.Collections.Concurrent;
using System.Security.Cryptography;
using TapeFlows.Backup.Archive;
using TapeFlows.Backup.Comparison;
using TapeFlows.Backup.Sources;
using TapeFlows.Backup.Streaming;

namespace TapeFlows.Backup.Runs;

/// <summary>
/// Turns small entries into archive fragments: reads, hashes, writes the header. One per reading thread; allocates per file only what the
/// catalog row needs.
/// </summary>
internal sealed class EntryReader(Guid setId, ConcurrentDictionary<EntryPath, bool> notArchived)
{
    /// <summary>A file up to this size is read in one go and hashed by its reader.</summary>
    public const int SmallFile = 256 * 1024;

    private readonly PaxHeaderWriter _headers = new(setId);
    private int _headerLength;

    /// <summary>Prepares every change of a batch.</summary>
    public void Prepare(ReadBatch batch)
    {
        foreach (var change in batch.Changes)
        {
            if (change.Change.Kind == ChangeKind.Deleted)
                batch.Members.Add(new PreparedMember(DeletionOf(change.Change.Base!, change), 0));
            else
                PrepareOrTell(batch, change);
        }
    }

    private void PrepareOrTell(ReadBatch batch, NumberedChange change)
    {
        try
        {
            Prepare(batch, change, change.Change.Item);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // A name or attributes beyond what a header takes: one entry is lost and told, not the run.
            batch.Problems.Add(Unfit(change.Change.Item.Path, e));
        }
    }

    /// <summary>What to tell of an entry that no tar header can describe.</summary>
    public static SourceProblem Unfit(EntryPath path, Exception reason) =>
        new(path, SourceProblemKind.Unreadable, $"{reason.Message} Not archived.", FileState.Unreadable);

    private void Prepare(ReadBatch batch, NumberedChange change, in SourceItem item)
    {
        switch (item.Entry!.Kind)
        {
            case EntryKind.File when item.MayHaveHoles:
                batch.Members.Add(new PreparedMember(null, 0, change));
                break;
            case EntryKind.File:
                PrepareFile(batch, change, item);
                break;
            case EntryKind.HardLink when notArchived.ContainsKey(EntryPath.FromBytes(item.Entry.LinkTarget)):
                batch.Members.Add(new PreparedMember(null, 0, change));
                break;
            default:
                PrepareBare(batch, change, item);
                break;
        }
    }

    private void PrepareFile(ReadBatch batch, NumberedChange change, in SourceItem item)
    {
        // Read to where it belongs when its header is as long as the last one, which it nearly always is.
        var room = batch.Archive.ContentRoom(_headerLength, SmallFile + 1);
        var file = SourceContent.ReadSmall(item, room);
        if (file.Problem is { } problem)
            batch.Problems.Add(problem);
        if (file.IsTooLarge)
        {
            batch.Members.Add(new PreparedMember(null, 0, change));
            return;
        }

        if (file.Entry is not { } entry)
        {
            if (item.Entry!.LinkCount > 1)
                notArchived.TryAdd(item.Path, true);
            return;
        }

        var header = _headers.Write(entry, new MemberContent(file.Length));
        var member = new Member
        {
            Entry = entry,
            Ordinal = change.Ordinal,
            Content = new MemberContent(file.Length),
            State = file.Problem?.State ?? FileState.None,
            Sha256 = SHA256.HashData(room[..file.Length]),
            Counterpart = change.Change.Counterpart,
            HeaderLength = header.Length,
        };
        batch.Members.Add(new PreparedMember(member, batch.Archive.Add(header, _headerLength, file.Length)));
        _headerLength = header.Length;
    }

    private void PrepareBare(ReadBatch batch, NumberedChange change, in SourceItem item)
    {
        SourceProblem? problem = null;
        var entry = item.Entry!.Kind == EntryKind.HardLink ? item.Entry : SourceContent.ReadAttributes(item, out problem);
        if (problem is not null)
            batch.Problems.Add(problem);
        var member = new Member
        {
            Entry = entry,
            Ordinal = change.Ordinal,
            Counterpart = change.Change.Counterpart,
            HeaderLength = batch.Archive.Add(_headers.Write(entry)),
        };
        batch.Members.Add(new PreparedMember(member, member.HeaderLength));
    }

    private static Member DeletionOf(CatalogFile gone, NumberedChange change) => new()
    {
        Entry = new FileEntry
        {
            Path = gone.Path,
            Kind = gone.Kind,
            Mode = gone.Mode,
            UserId = gone.UserId,
            GroupId = gone.GroupId,
            Size = gone.Size,
            ModifiedAt = UnixTime.FromNanoseconds(gone.ModifiedNanoseconds),
            ChangedAt = UnixTime.FromNanoseconds(gone.ChangedNanoseconds),
            Inode = gone.Inode,
            Device = gone.Device,
        },
        Ordinal = change.Ordinal,
        State = FileState.Deleted,
        Counterpart = change.Change.Counterpart,
    };
}
