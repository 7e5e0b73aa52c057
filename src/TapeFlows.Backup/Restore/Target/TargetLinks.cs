using System.Buffers;
using TapeFlows.Backup.Posix;
using TapeFlows.Backup.Sources;

namespace TapeFlows.Backup.Restore.Target;

/// <summary>Makes links, FIFOs and device nodes under a temporary name.</summary>
internal sealed unsafe class TargetLinks(RestoreTarget target)
{
    /// <summary>Makes a symbolic link, FIFO or device node: why that failed, or <see langword="null"/>.</summary>
    public string? MakeNode(FileEntry entry, TargetPlace place)
    {
        if (entry.Kind == EntryKind.SymbolicLink && (entry.LinkTarget is not { Length: > 0 } target || target.AsSpan().Contains((byte)0)))
            return "a symbolic link that says nothing, or contains a zero byte";
        int result;
        do
        {
            place.NextTemporary();
            fixed (byte* name = place.Temporary, says = TargetName.Terminate(entry.LinkTarget))
            {
                result = entry.Kind == EntryKind.SymbolicLink
                    ? Links.MakeSymbolic(says, place.Directory.Descriptor, name)
                    : Entries.MakeNode(place.Directory.Descriptor, name, entry);
            }
        }
        while (result != 0 && Errno.Last == Errno.Exists);
        return result == 0 ? null : TargetName.Describe("it cannot be made", Errno.Last);
    }

    /// <summary>Makes a further name of a file that was restored before.</summary>
    public RestoreOutcome MakeHard(FileEntry entry, TargetPlace place)
    {
        var path = EntryPath.FromBytes(entry.LinkTarget);
        if (TargetName.Refusal(path.Name) is { } refusal)
            return RestoreOutcome.Failed($"the name it points to cannot be used: {refusal}");
        var directory = target.Directories.OpenExisting(path.Directory);
        if (directory < 0)
            return NeedsContent(path);
        try
        {
            fixed (byte* first = TargetName.Terminate(path.Name))
            {
                // What has the first name may be an older file that was kept: then its content is not this entry's.
                StatusRecord status;
                if (Status.OfName(directory, first, &status) != 0 || status.Kind == EntryKind.Directory || !IsRestored(status.Modified, entry))
                    return NeedsContent(path);
                return Link(directory, first, status, entry, place);
            }
        }
        finally
        {
            _ = Opening.Close(directory);
        }
    }

    // Some file systems keep whole seconds only.
    private static bool IsRestored(StatusTime time, FileEntry entry) => time.Seconds == entry.ModifiedAt.Seconds
        && (time.Nanoseconds == 0 || time.Nanoseconds == entry.ModifiedAt.Nanoseconds);

    private RestoreOutcome Link(int directory, byte* first, in StatusRecord status, FileEntry entry, TargetPlace place)
    {
        int result;
        do
        {
            place.NextTemporary();
            fixed (byte* name = place.Temporary)
                result = Links.MakeHard(directory, first, place.Directory.Descriptor, name);
        }
        while (result != 0 && Errno.Last == Errno.Exists);
        if (result != 0)
            return Copy(directory, first, status, entry, Errno.Last);

        var outcome = place.Take(null);
        // Renaming over another name of the same inode does nothing at all and leaves the temporary name behind.
        if (outcome.Result == RestoreResult.Restored && status.LinkCount > 1)
            place.GiveUp();
        return outcome;
    }

    // A file system without hard links, or with too many names of this one: the content once more is better than nothing.
    private RestoreOutcome Copy(int directory, byte* first, in StatusRecord status, FileEntry entry, int linkError)
    {
        var reason = TargetName.Describe("it could not be made a further name", linkError);
        if (status.Kind != EntryKind.File)
            return RestoreOutcome.Failed(reason);
        var from = Opening.Open(directory, first, Opening.ReadOnly | Opening.NonBlocking | Opening.NoFollow);
        if (from < 0)
            return new RestoreOutcome(RestoreResult.NeedsContent, reason);
        using var file = target.BeginFile(EntryStatus.AsFile(entry, status.Size), out var outcome);
        if (file is not null)
            outcome = Copy(from, file) ? file.Commit() : RestoreOutcome.Failed(TargetName.Describe("its first name could not be read", Errno.Last));
        _ = Opening.Close(from);
        return outcome.Result == RestoreResult.Restored ? outcome with { Problem = reason + "; it is a copy" } : outcome;
    }

    private static bool Copy(int from, RestoredFile file)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 20);
        long offset = 0;
        int read;
        while ((read = Content.ReadAt(from, buffer, offset)) > 0)
        {
            file.Write(offset, buffer.AsSpan(0, read));
            offset += read;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return read == 0;
    }

    private static RestoreOutcome NeedsContent(EntryPath first) =>
        new(RestoreResult.NeedsContent, $"the file it is a further name of, '{first}', was not restored here");
}
