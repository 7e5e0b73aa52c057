namespace TapeFlows.Backup.Archive;

/// <summary>What a header announces: the type flag of POSIX pax and those of GNU tar that are read.</summary>
internal enum TypeFlag : byte
{
    /// <summary>A regular file as tar wrote it before POSIX.</summary>
    OldRegular = 0,

    /// <summary>A regular file.</summary>
    Regular = (byte)'0',

    /// <summary>A further name of an earlier member.</summary>
    HardLink = (byte)'1',

    /// <summary>A symbolic link.</summary>
    SymbolicLink = (byte)'2',

    /// <summary>A character device.</summary>
    CharacterDevice = (byte)'3',

    /// <summary>A block device.</summary>
    BlockDevice = (byte)'4',

    /// <summary>A directory.</summary>
    Directory = (byte)'5',

    /// <summary>A named pipe.</summary>
    Fifo = (byte)'6',

    /// <summary>A contiguous file: to be treated as a regular one.</summary>
    Contiguous = (byte)'7',

    /// <summary>Records for the next member.</summary>
    ExtendedHeader = (byte)'x',

    /// <summary>Records for all members that follow.</summary>
    GlobalHeader = (byte)'g',

    /// <summary>GNU tar: the next member's long name.</summary>
    GnuLongName = (byte)'L',

    /// <summary>GNU tar: the next member's long link name.</summary>
    GnuLongLink = (byte)'K',

    /// <summary>GNU tar: the label of a volume, no member.</summary>
    GnuVolumeLabel = (byte)'V',
}
