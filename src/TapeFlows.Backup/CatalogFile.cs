namespace TapeFlows.Backup;

/// <summary>What is to be known about how an entry stands in a set. Flags; the values are stored in the catalog.</summary>
[Flags]
public enum FileState
{
    /// <summary>Archived whole.</summary>
    None = 0,

    /// <summary>Not there any more: it was in the base set and the walk did not see it. Nothing on tape.</summary>
    Deleted = 1,

    /// <summary>Its size, times or identity moved while it was being read; what is on tape may be a mixture.</summary>
    ChangedWhileRead = 2,

    /// <summary>It became shorter while it was being read; the rest is zeros on tape.</summary>
    Shrunk = 4,

    /// <summary>Its content could not be read to the end; the rest is zeros on tape.</summary>
    Unreadable = 8,

    /// <summary>Written with holes left out.</summary>
    Sparse = 16,
}

/// <summary>Where in a set the tar header of a member begins.</summary>
/// <param name="Piece">The <see cref="Segment.Piece"/> it is on; 0 when nothing is on tape.</param>
/// <param name="BlockAddress">The block on that volume.</param>
/// <param name="Offset">Bytes into the block. Uncompressed: of the header. Compressed: of the frame that the header is in.</param>
/// <param name="Skip">Bytes into the decoded frame; 0 when uncompressed.</param>
public readonly record struct TapePosition(int Piece, long BlockAddress, int Offset, int Skip);

/// <summary>A further part of a file that did not fit into one segment.</summary>
/// <param name="Position">Where the part's header begins.</param>
/// <param name="FileOffset">Where in the file the part belongs, in bytes.</param>
/// <param name="Length">How long the part is, in bytes.</param>
public readonly record struct FilePart(TapePosition Position, long FileOffset, long Length);

/// <summary>A row of the catalog and a line of the manifest: one entry of one set.</summary>
public sealed class CatalogFile
{
    /// <summary>Its number in the set, from 1, in path order.</summary>
    public required long Ordinal { get; init; }

    /// <summary>Its path.</summary>
    public required EntryPath Path { get; init; }

    /// <summary>What it is (or, when deleted, was).</summary>
    public required EntryKind Kind { get; init; }

    /// <summary>What is to be known about it.</summary>
    public FileState State { get; init; }

    /// <summary>Permission bits, 0 to 07777 octal.</summary>
    public uint Mode { get; init; }

    /// <summary>The owner's number.</summary>
    public uint UserId { get; init; }

    /// <summary>The group's number.</summary>
    public uint GroupId { get; init; }

    /// <summary>Content length in bytes.</summary>
    public long Size { get; init; }

    /// <summary>Modification time, nanoseconds since 1970.</summary>
    public long ModifiedNanoseconds { get; init; }

    /// <summary>Change time, nanoseconds since 1970.</summary>
    public long ChangedNanoseconds { get; init; }

    /// <summary>The inode number.</summary>
    public ulong Inode { get; init; }

    /// <summary>The device that the inode is on.</summary>
    public ulong Device { get; init; }

    /// <summary>See <see cref="FileEntry.LinkTarget"/>.</summary>
    public byte[]? LinkTarget { get; init; }

    /// <summary>SHA-256 of the content of a regular file, 32 bytes; otherwise <see langword="null"/>.</summary>
    public byte[]? Sha256 { get; init; }

    /// <summary>Where its header begins; the default when deleted.</summary>
    public TapePosition Position { get; init; }

    /// <summary>The piece that holds its last byte: the row is visible once that piece is committed. 0: at once.</summary>
    public int LastPiece { get; init; }

    /// <summary>Where its further parts are, in order; empty for nearly all files.</summary>
    public IReadOnlyList<FilePart> MoreParts { get; init; } = [];

    /// <summary>
    /// The other name of a rename: for an entry, where the same inode was in the base set; for a deletion, where it is now. Told once for each
    /// rename, with whichever of the two names comes later in path order.
    /// </summary>
    public EntryPath? Counterpart { get; init; }

    /// <summary>Whether it says that the entry is gone.</summary>
    public bool IsDeleted => State.HasFlag(FileState.Deleted);
}
