using TapeFlows.Backup.Posix;

namespace TapeFlows.Backup.Restore.Target;

/// <summary>A directory of the target, open for as long as the restore is in it or below it, or has files to finish in it.</summary>
internal sealed class TargetDirectory(TargetDirectory? parent, byte[] name, byte[] path, int descriptor, in StatusRecord status)
{
    /// <summary>The directory it is in; <see langword="null"/> for the target itself.</summary>
    public TargetDirectory? Parent { get; } = parent;

    /// <summary>Its last name.</summary>
    public byte[] Name { get; } = name;

    /// <summary>Its path as in the archive.</summary>
    public byte[] Path { get; } = path;

    /// <summary>Its open descriptor.</summary>
    public int Descriptor { get; } = descriptor;

    /// <summary>Directories in it that are open too.</summary>
    public List<TargetDirectory> Children { get; } = [];

    /// <summary>How many hold it open. Guarded by <see cref="TargetDirectories"/>.</summary>
    public int Holders { get; set; }

    /// <summary>Whether this restore made it, so that nothing can be in it that this restore did not put there.</summary>
    public bool IsMade { get; init; }

    /// <summary>Whether what is made in it gets an ACL from it.</summary>
    public bool HandsDownAcl { get; init; }

    /// <summary>The entry that it gets its metadata from when the restore leaves it.</summary>
    public FileEntry? Entry { get; set; }

    /// <summary>Whether names were made in it, which moved its times.</summary>
    public bool IsTouched { get; set; }

    /// <summary>Permissions to go back to, when it had to be opened for writing.</summary>
    public uint? ModeBefore { get; set; }

    /// <summary>Its group, which new files may get.</summary>
    public uint GroupId { get; } = status.GroupId;

    /// <summary>Its identity.</summary>
    public (ulong Device, ulong Inode) Inode { get; } = (status.Device, status.Inode);

    /// <summary>When it was last read, before this restore came.</summary>
    public UnixTime AccessedBefore { get; } = status.Accessed.ToUnixTime();

    /// <summary>When it was last modified, before this restore came.</summary>
    public UnixTime ModifiedBefore { get; } = status.Modified.ToUnixTime();
}
