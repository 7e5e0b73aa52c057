using System.Diagnostics.CodeAnalysis;

namespace TapeFlows.Backup.Sources;

/// <summary>What the walk yields: an entry, with the directory that it can be opened in, or a problem.</summary>
internal readonly struct SourceItem
{
    // From so many bytes on it pays to look for holes: a page less than the size is a hole, or a file system that compresses.
    internal const long SmallestHole = 4096;

    public SourceItem(FileEntry entry, SourceDirectory directory)
    {
        Entry = entry;
        Directory = directory;
    }

    public SourceItem(SourceProblem problem) => Problem = problem;

    /// <summary>The entry; its <see cref="FileEntry.Attributes"/> are read when it is opened.</summary>
    public FileEntry? Entry { get; }

    /// <summary>The problem, when there is no entry.</summary>
    public SourceProblem? Problem { get; }

    /// <summary>The directory that the entry is in.</summary>
    public SourceDirectory? Directory { get; }

    /// <summary>Where in the tree.</summary>
    public EntryPath Path => Entry?.Path ?? Problem!.Path;

    /// <summary>Whether it is an entry.</summary>
    [MemberNotNullWhen(true, nameof(Entry), nameof(Directory))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsEntry => Entry is not null;

    /// <summary>Whether it may have holes, so that it should be read as a <see cref="SourceFile"/>, not in one piece.</summary>
    public bool MayHaveHoles =>
        Entry is { Kind: EntryKind.File } entry && entry.Size - (entry.AllocatedUnits * 512) >= SmallestHole;
}
