using System.Runtime.InteropServices;

namespace TapeFlows.Backup.Posix;

/// <summary>struct statx (linux/stat.h), 256 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct StatusRecord
{
    [FieldOffset(16)] public uint LinkCount;
    [FieldOffset(20)] public uint UserId;
    [FieldOffset(24)] public uint GroupId;
    [FieldOffset(28)] public ushort TypeAndMode;
    [FieldOffset(32)] public ulong Inode;
    [FieldOffset(40)] public long Size;
    [FieldOffset(48)] public long Blocks;
    [FieldOffset(64)] public StatusTime Accessed;
    [FieldOffset(96)] public StatusTime Changed;
    [FieldOffset(112)] public StatusTime Modified;
    [FieldOffset(128)] public uint NodeMajor;
    [FieldOffset(132)] public uint NodeMinor;
    [FieldOffset(136)] public uint DeviceMajor;
    [FieldOffset(140)] public uint DeviceMinor;

    /// <summary>The device that the inode is on, as the catalog keeps it.</summary>
    public readonly ulong Device => ((ulong)DeviceMajor << 32) | DeviceMinor;

    /// <summary>What the entry is; <see langword="null"/> for a type that Linux does not know today.</summary>
    public readonly EntryKind? Kind => (TypeAndMode & 0xF000) switch
    {
        0x8000 => EntryKind.File,
        0x4000 => EntryKind.Directory,
        0xA000 => EntryKind.SymbolicLink,
        0x1000 => EntryKind.Fifo,
        0x2000 => EntryKind.CharacterDevice,
        0x6000 => EntryKind.BlockDevice,
        0xC000 => EntryKind.Socket,
        _ => null,
    };

    /// <summary>Permission bits with set-user-id, set-group-id and sticky.</summary>
    public readonly uint Mode => TypeAndMode & 0xFFFu;
}

/// <summary>struct statx_timestamp.</summary>
[StructLayout(LayoutKind.Sequential, Size = 16)]
internal readonly record struct StatusTime(long Seconds, uint Nanoseconds)
{
    public UnixTime ToUnixTime() => new(Seconds, (int)Nanoseconds);
}
