namespace TapeFlows.Backup.Manifest;

/// <summary>The words that stand for enumerations in a manifest; FORMAT.md lists them. They never change.</summary>
internal static class ManifestWords
{
    private static readonly (FileState State, string Word)[] States =
    [
        (FileState.Deleted, "deleted"),
        (FileState.ChangedWhileRead, "changed"),
        (FileState.Shrunk, "shrunk"),
        (FileState.Unreadable, "unreadable"),
        (FileState.Sparse, "sparse"),
    ];

    /// <summary>The word for a kind of entry.</summary>
    public static ReadOnlySpan<byte> Of(EntryKind kind) => kind switch
    {
        EntryKind.File => "file"u8,
        EntryKind.Directory => "directory"u8,
        EntryKind.SymbolicLink => "symlink"u8,
        EntryKind.HardLink => "hardlink"u8,
        EntryKind.Fifo => "fifo"u8,
        EntryKind.CharacterDevice => "character"u8,
        EntryKind.BlockDevice => "block"u8,
        _ => "socket"u8,
    };

    /// <summary>The kind that a word stands for, or <see langword="null"/>.</summary>
    public static EntryKind? KindOf(string? word) => word switch
    {
        "file" => EntryKind.File,
        "directory" => EntryKind.Directory,
        "symlink" => EntryKind.SymbolicLink,
        "hardlink" => EntryKind.HardLink,
        "fifo" => EntryKind.Fifo,
        "character" => EntryKind.CharacterDevice,
        "block" => EntryKind.BlockDevice,
        "socket" => EntryKind.Socket,
        _ => null,
    };

    /// <summary>The words for a state with one blank between them.</summary>
    public static string Of(FileState state) => string.Join(' ', States.Where(s => state.HasFlag(s.State)).Select(s => s.Word));

    /// <summary>The state that words stand for; a word of a later version says nothing to this one.</summary>
    public static FileState StateOf(string words) =>
        States.Where(s => words.Split(' ').Contains(s.Word, StringComparer.Ordinal)).Aggregate(FileState.None, (all, s) => all | s.State);

    /// <summary>The word for a type of set, a set's state, a piece's kind or state: its name in small letters.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>The value that such a word stands for, or <see langword="null"/>.</summary>
    public static T? ValueOf<T>(string? word)
        where T : struct, Enum =>
        word is not null && !word.AsSpan().ContainsAnyExceptInRange('a', 'z') && Enum.TryParse<T>(word, ignoreCase: true, out var value) ? value : null;
}
