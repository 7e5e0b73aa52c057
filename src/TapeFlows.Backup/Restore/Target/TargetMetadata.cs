using System.Text;
using TapeFlows.Backup.Posix;

namespace TapeFlows.Backup.Restore.Target;

/// <summary>
/// Gives restored entries their owner, permissions, attributes and times, in the order in which one does not undo the other: a new owner takes
/// away set-user-id bits and capabilities, an ACL sets permissions, everything touches times.
/// </summary>
internal sealed class TargetMetadata(RestoreTargetOptions options, TargetOwners owners)
{
    private const uint SetIdBits = 0xC00;
    private const uint PrivateMode = 0x180;
    private readonly uint _mask = Identity.ReadMask();

    /// <summary>The permissions to make a file with: its own, unless somebody who may not see it could before it has its owner and ACL.</summary>
    public uint FirstMode(FileEntry entry, TargetDirectory directory) =>
        ChangesOwner(entry, directory) || entry.Attributes.Count > 0 ? PrivateMode : entry.Mode & 0x1ff;

    /// <summary>Finishes a file that this process made.</summary>
    /// <returns>What is missing, or <see langword="null"/>.</returns>
    public string? FinishFile(int descriptor, FileEntry entry, TargetDirectory directory)
    {
        var missing = default(string);
        if (ChangesOwner(entry, directory) && Metadata.SetOwner(descriptor, owners.User(entry), owners.Group(entry)) != 0)
            missing = TargetName.Describe("its owner was not set", Errno.Last);
        var mode = Mode(entry, hasOwner: missing is null);
        if (directory.HandsDownAcl)
            InheritedAcl.TakeOff(descriptor);
        var isSet = !directory.HandsDownAcl && mode == (FirstMode(entry, directory) & ~_mask);
        if (!isSet && Metadata.SetMode(descriptor, mode) != 0)
            missing ??= TargetName.Describe("its permissions were not set", Errno.Last);
        missing = SetAttributes(descriptor, entry) ?? missing;
        if (Metadata.SetTimes(descriptor, entry.AccessedAt, entry.ModifiedAt) != 0)
            missing ??= TargetName.Describe("its times were not set", Errno.Last);
        return missing;
    }

    /// <summary>Finishes a directory, whoever made it.</summary>
    public string? FinishDirectory(int descriptor, FileEntry entry)
    {
        var missing = default(string);
        if (owners.AreRestored && Metadata.SetOwner(descriptor, owners.User(entry), owners.Group(entry)) != 0)
            missing = TargetName.Describe("its owner was not set", Errno.Last);
        if (Metadata.SetMode(descriptor, Mode(entry, hasOwner: missing is null)) != 0)
            missing ??= TargetName.Describe("its permissions were not set", Errno.Last);
        missing = SetAttributes(descriptor, entry) ?? missing;
        if (Metadata.SetTimes(descriptor, entry.AccessedAt, entry.ModifiedAt) != 0)
            missing ??= TargetName.Describe("its times were not set", Errno.Last);
        return missing;
    }

    /// <summary>Finishes a directory that was only made on the way to something in it: as mkdir would have made it.</summary>
    public string? FinishDirectoryOnTheWay(int descriptor) => Metadata.SetMode(descriptor, 0x1ff & ~_mask) == 0
        ? null
        : TargetName.Describe("its permissions were not set", Errno.Last);

    /// <summary>Finishes a link, FIFO or device node through a descriptor that only stands for its path.</summary>
    public unsafe string? FinishNode(int descriptor, FileEntry entry)
    {
        var missing = default(string);
        if (owners.AreRestored && Metadata.SetOwner(descriptor, owners.User(entry), owners.Group(entry)) != 0)
            missing = TargetName.Describe("its owner was not set", Errno.Last);
        fixed (byte* path = Descriptor.PathOf(descriptor))
        {
            if (entry.Kind != EntryKind.SymbolicLink && Metadata.SetModeOfPath(path, Mode(entry, hasOwner: missing is null)) != 0)
                missing ??= TargetName.Describe("its permissions were not set", Errno.Last);
            foreach (var attribute in options.Attributes ? entry.Attributes : [])
            {
                fixed (byte* name = TargetName.Terminate(Encoding.UTF8.GetBytes(attribute.Name)), value = attribute.Value)
                {
                    if (Xattrs.SetOfTarget(path, name, value, (nuint)attribute.Value.Length, 0) != 0)
                        missing = NotSet(attribute, Errno.Last);
                }
            }

            if (Metadata.SetTimesOfPath(path, entry.AccessedAt, entry.ModifiedAt) != 0)
                missing ??= TargetName.Describe("its times were not set", Errno.Last);
        }

        return missing;
    }

    private bool ChangesOwner(FileEntry entry, TargetDirectory directory) => owners.AreRestored
        && (owners.User(entry) != owners.OwnUser || owners.Group(entry) != owners.OwnGroup || directory.GroupId != owners.OwnGroup);

    // A program that runs with its owner's rights must not end up running with somebody else's.
    private uint Mode(FileEntry entry, bool hasOwner) =>
        hasOwner && (owners.AreRestored || (entry.UserId == owners.OwnUser && entry.GroupId == owners.OwnGroup)) ? entry.Mode : entry.Mode & ~SetIdBits;

    private unsafe string? SetAttributes(int descriptor, FileEntry entry)
    {
        if (!options.Attributes || entry.Attributes.Count == 0)
            return null;
        var missing = default(string);
        foreach (var attribute in entry.Attributes)
        {
            fixed (byte* name = TargetName.Terminate(Encoding.UTF8.GetBytes(attribute.Name)), value = attribute.Value)
            {
                if (Xattrs.Set(descriptor, name, value, (nuint)attribute.Value.Length, 0) != 0)
                    missing = NotSet(attribute, Errno.Last);
            }
        }

        return missing;
    }

    private static string NotSet(ExtendedAttribute attribute, int error) =>
        TargetName.Describe($"its extended attribute {attribute.Name} was not set", error);
}
