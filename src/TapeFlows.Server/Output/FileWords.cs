using TapeFlows.Backup;

namespace TapeFlows.Server.Output;

/// <summary>What a catalog row says, in words for lists.</summary>
internal static class FileWords
{
    private static readonly (FileState State, string Word)[] States =
    [
        (FileState.ChangedWhileRead, "changed_while_read"),
        (FileState.Shrunk, "shrunk"),
        (FileState.Unreadable, "unreadable"),
        (FileState.Sparse, "sparse"),
    ];

    public static string OfKind(EntryKind kind) => kind switch
    {
        EntryKind.File => "file",
        EntryKind.Directory => "directory",
        EntryKind.SymbolicLink => "symbolic_link",
        EntryKind.HardLink => "hard_link",
        EntryKind.Fifo => "fifo",
        EntryKind.CharacterDevice => "character_device",
        EntryKind.BlockDevice => "block_device",
        _ => "socket",
    };

    /// <summary>The letter of <c>ls -l</c>; a hard link is <c>h</c>, as in tar listings.</summary>
    public static char Letter(string kind) => kind switch
    {
        "directory" => 'd',
        "symbolic_link" => 'l',
        "hard_link" => 'h',
        "fifo" => 'p',
        "character_device" => 'c',
        "block_device" => 'b',
        "socket" => 's',
        _ => '-',
    };

    /// <summary>Permission bits as four octal digits.</summary>
    public static string OfMode(uint mode) => Convert.ToString(mode & 4095, 8).PadLeft(4, '0');

    /// <summary>A time as .NET can tell it, to 100 ns; <see langword="null"/> outside the years 1 to 9999.</summary>
    public static DateTimeOffset? OfTime(long nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100);

    public static IReadOnlyList<string> OfState(FileState state) =>
        [.. States.Where(known => state.HasFlag(known.State)).Select(known => known.Word)];
}
