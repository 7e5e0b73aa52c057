namespace TapeFlows.Backup;

/// <summary>An entry as the source file system tells it, or as a tar header carries it: everything but the content.</summary>
public sealed record FileEntry
{
    /// <summary>The entry's path.</summary>
    public required EntryPath Path { get; init; }

    /// <summary>What it is.</summary>
    public required EntryKind Kind { get; init; }

    /// <summary>Permission bits with set-user-id, set-group-id and sticky: 0 to 07777 octal.</summary>
    public uint Mode { get; init; }

    /// <summary>The owner's number.</summary>
    public uint UserId { get; init; }

    /// <summary>The group's number.</summary>
    public uint GroupId { get; init; }

    /// <summary>The owner's name; <see langword="null"/> when the number has none.</summary>
    public string? UserName { get; init; }

    /// <summary>The group's name; <see langword="null"/> when the number has none.</summary>
    public string? GroupName { get; init; }

    /// <summary>Content length of a regular file in bytes, otherwise 0.</summary>
    public long Size { get; init; }

    /// <summary>When the content last changed.</summary>
    public UnixTime ModifiedAt { get; init; }

    /// <summary>When the content was last read.</summary>
    public UnixTime AccessedAt { get; init; }

    /// <summary>When content or metadata last changed; cannot be set by programs, so it betrays a faked modification time.</summary>
    public UnixTime ChangedAt { get; init; }

    /// <summary>The inode number.</summary>
    public ulong Inode { get; init; }

    /// <summary>The device that the inode is on, as <c>major &lt;&lt; 32 | minor</c>.</summary>
    public ulong Device { get; init; }

    /// <summary>How many names the inode has.</summary>
    public uint LinkCount { get; init; } = 1;

    /// <summary>512-byte units allocated on disk; fewer than the size needs means that there are holes.</summary>
    public long AllocatedUnits { get; init; }

    /// <summary>Major number of a device node.</summary>
    public uint DeviceMajor { get; init; }

    /// <summary>Minor number of a device node.</summary>
    public uint DeviceMinor { get; init; }

    /// <summary>
    /// What a symbolic link says, byte for byte; for a <see cref="EntryKind.HardLink"/> the full <see cref="EntryPath"/> of the entry it is a further name of.
    /// </summary>
    public byte[]? LinkTarget { get; init; }

    /// <summary>Extended attributes, POSIX ACLs among them (<c>system.posix_acl_access</c>), in the order of their names.</summary>
    public IReadOnlyList<ExtendedAttribute> Attributes { get; init; } = [];
}

/// <summary>One extended attribute (xattr(7)).</summary>
/// <param name="Name">With its namespace, for example <c>user.origin</c>.</param>
/// <param name="Value">Any bytes.</param>
public sealed record ExtendedAttribute(string Name, byte[] Value);
