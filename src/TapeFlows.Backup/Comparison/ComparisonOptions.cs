namespace TapeFlows.Backup.Comparison;

/// <summary>When content is read to find out whether a file changed.</summary>
public enum ContentCheck
{
    /// <summary>Never: size, times, owner, permissions and inode decide.</summary>
    Never = 0,

    /// <summary>
    /// When a regular file has its old size, owner and permissions but other times or another inode: with the same SHA-256 it counts as unchanged and is
    /// not archived again. The price: a restore gives it the times and extended attributes of the base set.
    /// </summary>
    WhenTimesDiffer = 1,

    /// <summary>Also when nothing differs, which finds content that changed behind the file system's back. Reads the whole source.</summary>
    Always = 2,
}

/// <summary>How the source is compared with the base set.</summary>
public sealed record ComparisonOptions
{
    /// <summary>Whether content is read.</summary>
    public ContentCheck Content { get; init; }

    /// <summary>Whether another change time makes an entry changed. Off for file systems that make change times up.</summary>
    public bool CompareChangeTime { get; init; } = true;

    /// <summary>Whether another inode number makes an entry changed. Off for file systems that number anew at each mount (FAT, some of FUSE).</summary>
    public bool CompareInode { get; init; } = true;

    /// <summary>
    /// Whether another device number makes an entry changed. Off by default: numbers of network file systems, LVM and the like change over a
    /// restart, and inode and change time already tell a different file system.
    /// </summary>
    public bool CompareDevice { get; init; }

    /// <summary>
    /// When the base set's walk began. A regular file that changed at or after that moment may have changed once more within the same clock
    /// tick after it was read, so it is archived again. <see langword="null"/>: trust the times.
    /// </summary>
    public UnixTime? SuspectFrom { get; init; }

    /// <summary>How many new and deleted entries are remembered to recognise renames; beyond that they are told as new and deleted only.</summary>
    public int RenameCandidates { get; init; } = 100_000;
}
