using TapeFlows.Backup.Posix;

namespace TapeFlows.Backup.Sources;

/// <summary>Turns what the kernel says about an inode into an entry, and one entry into another.</summary>
internal static class EntryStatus
{
    /// <summary>The entry that a status describes.</summary>
    public static FileEntry ToEntry(in StatusRecord status, EntryKind kind, EntryPath path, OwnerNames owners, byte[]? linkTarget = null) =>
        Make(status, path, kind, kind == EntryKind.File ? status.Size : 0, owners.User(status.UserId), owners.Group(status.GroupId), linkTarget, []);

    /// <summary>Whether the status is still that of the entry, as far as content goes.</summary>
    public static bool IsUnchanged(in StatusRecord status, FileEntry entry) =>
        status.Inode == entry.Inode && status.Size == entry.Size
        && status.Modified.ToUnixTime() == entry.ModifiedAt && status.Changed.ToUnixTime() == entry.ChangedAt;

    /// <summary>The entry as it is now, under the name it was found by; a further name of an inode becomes a file in its own right.</summary>
    /// <param name="status">What the kernel says now.</param>
    /// <param name="entry">What the walk saw.</param>
    /// <param name="kind">What it is now.</param>
    /// <param name="size">Content length to record.</param>
    /// <param name="linkTarget">What a symbolic link says.</param>
    public static FileEntry Refresh(in StatusRecord status, FileEntry entry, EntryKind kind, long size, byte[]? linkTarget = null) =>
        Make(
            status, entry.Path, kind, size,
            status.UserId == entry.UserId ? entry.UserName : Accounts.UserName(status.UserId),
            status.GroupId == entry.GroupId ? entry.GroupName : Accounts.GroupName(status.GroupId),
            linkTarget, entry.Attributes);

    /// <summary>Whether two statuses of one open file tell that nothing was written between them.</summary>
    public static bool IsUnchanged(in StatusRecord before, in StatusRecord after) =>
        before.Size == after.Size && before.Modified == after.Modified && before.Changed == after.Changed;

    /// <summary>The same inode as a further name of an earlier entry.</summary>
    public static FileEntry AsHardLink(FileEntry entry, byte[] firstPath) => entry with { Kind = EntryKind.HardLink, Size = 0, LinkTarget = firstPath };

    /// <summary>A further name as a file in its own right.</summary>
    public static FileEntry AsFile(FileEntry entry, long size) => entry with { Kind = EntryKind.File, Size = size, LinkTarget = null };

    /// <summary>The same entry with its extended attributes.</summary>
    public static FileEntry WithAttributes(FileEntry entry, IReadOnlyList<ExtendedAttribute> attributes) =>
        attributes.Count == 0 ? entry : entry with { Attributes = attributes };

    private static FileEntry Make(
        in StatusRecord status, EntryPath path, EntryKind kind, long size, string? userName, string? groupName, byte[]? linkTarget, IReadOnlyList<ExtendedAttribute> attributes) =>
        new()
        {
            Path = path,
            Kind = kind,
            Mode = status.Mode,
            UserId = status.UserId,
            GroupId = status.GroupId,
            UserName = userName,
            GroupName = groupName,
            Size = size,
            ModifiedAt = status.Modified.ToUnixTime(),
            AccessedAt = status.Accessed.ToUnixTime(),
            ChangedAt = status.Changed.ToUnixTime(),
            Inode = status.Inode,
            Device = status.Device,
            LinkCount = status.LinkCount,
            AllocatedUnits = status.Blocks,
            DeviceMajor = status.NodeMajor,
            DeviceMinor = status.NodeMinor,
            LinkTarget = linkTarget,
            Attributes = attributes,
        };
}
