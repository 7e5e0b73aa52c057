namespace TapeFlows.Backup.Sources;

/// <summary>What a backup reads.</summary>
public sealed record SourceOptions
{
    /// <summary>
    /// Files and directories to read, as absolute paths in <see cref="PathText"/> form; a relative one starts at the working directory.
    /// They may repeat and lie inside each other: nothing is read twice. Only a root's own last name is kept from following a symbolic link.
    /// </summary>
    public required IReadOnlyList<string> Roots { get; init; }

    /// <summary>
    /// What to leave out, one <see cref="PathPattern"/> each; the last one that matches decides, so a later <c>!pattern</c> takes back in.
    /// What is below a directory that is left out is not looked at.
    /// </summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>
    /// When not empty, only what one of these patterns matches (or what is below a directory that one matches), with the directories that lead there.
    /// </summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>
    /// Directories that are left out wherever they are met and by whatever name, for example the data folder of a tape library:
    /// recognised by device and inode. One that does not exist is no error.
    /// </summary>
    public IReadOnlyList<string> LeaveOut { get; init; } = [];

    /// <summary>Stay on the file system of each root: a mount point is kept as an empty directory.</summary>
    public bool OneFileSystem { get; init; }

    /// <summary>How many entries the walk may be ahead of their use, 256 to 1,000,000.</summary>
    public int ReadAhead { get; init; } = 8192;

    /// <summary>How many directories are kept open at once, 16 to 100,000; one that is needed again is opened again.</summary>
    public int OpenDirectories { get; init; } = 256;
}
