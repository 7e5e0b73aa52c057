namespace TapeFlows.Backup;

/// <summary>What an entry of a file tree is. The values are stored in the catalog; they never change.</summary>
public enum EntryKind : byte
{
    /// <summary>A regular file.</summary>
    File = 1,

    /// <summary>A directory.</summary>
    Directory = 2,

    /// <summary>A symbolic link.</summary>
    SymbolicLink = 3,

    /// <summary>A further name of a regular file (or any other non-directory) that comes earlier in the same set.</summary>
    HardLink = 4,

    /// <summary>A named pipe.</summary>
    Fifo = 5,

    /// <summary>A character device.</summary>
    CharacterDevice = 6,

    /// <summary>A block device.</summary>
    BlockDevice = 7,

    /// <summary>A socket: seen, noted, never archived, because it has no content and its owner makes it again.</summary>
    Socket = 8,
}
