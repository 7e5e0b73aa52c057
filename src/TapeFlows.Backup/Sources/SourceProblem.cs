namespace TapeFlows.Backup.Sources;

/// <summary>Why an entry is not archived as one would expect.</summary>
public enum SourceProblemKind
{
    /// <summary>A root does not exist.</summary>
    RootMissing = 1,

    /// <summary>It was removed between being listed and being read.</summary>
    Vanished,

    /// <summary>It, or the list of what is in it, cannot be read. What the base set knows at and below it stays valid.</summary>
    Unreadable,

    /// <summary>It changed while it was being read.</summary>
    Changed,

    /// <summary>Its content is there but its extended attributes could not be read.</summary>
    AttributesUnreadable,

    /// <summary>A socket, or a type that cannot be archived. A note.</summary>
    NotArchivable,

    /// <summary>A mount point that is kept empty: another file system, or one of the kernel's own such as /proc. A note.</summary>
    MountLeftOut,

    /// <summary>A root that is a symbolic link: the link is archived, not what it leads to. A note.</summary>
    RootIsLink,
}

/// <summary>Something to tell about one entry of the source; the run goes on.</summary>
/// <param name="Path">The entry.</param>
/// <param name="Kind">What is the matter.</param>
/// <param name="Reason">The same for a person, with what was done about it.</param>
/// <param name="State">What it means for what is on tape; <see cref="FileState.None"/> when nothing of it is.</param>
public sealed record SourceProblem(EntryPath Path, SourceProblemKind Kind, string Reason, FileState State = FileState.None)
{
    /// <summary>Whether it is only worth knowing, not a warning.</summary>
    public bool IsNote => Kind is SourceProblemKind.NotArchivable or SourceProblemKind.MountLeftOut or SourceProblemKind.RootIsLink;

    /// <inheritdoc/>
    public override string ToString() => $"/{Path}: {Reason}";
}
