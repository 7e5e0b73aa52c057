namespace TapeFlows.Backup.Restore;

/// <summary>What a restore did.</summary>
public sealed record RestoreReport
{
    /// <summary>How many lost files and warnings are kept word for word; the rest is only counted.</summary>
    public const int MaxNamed = 1000;

    /// <summary>The sets that were read, oldest first.</summary>
    public required IReadOnlyList<BackupSet> Chain { get; init; }

    /// <summary>The plan, when only that was asked for or when it was needed.</summary>
    public RestorePlan? Plan { get; init; }

    /// <summary>Entries restored, of every kind.</summary>
    public long Files { get; init; }

    /// <summary>Content bytes restored.</summary>
    public long Bytes { get; init; }

    /// <summary>Entries left as they were found, by the overwrite policy.</summary>
    public long Skipped { get; init; }

    /// <summary>Entries that could not be restored.</summary>
    public long LostCount { get; init; }

    /// <summary>The first <see cref="MaxNamed"/> of them.</summary>
    public IReadOnlyList<LostFile> Lost { get; init; } = [];

    /// <summary>How many things there are to tell that cost no file.</summary>
    public long WarningCount { get; init; }

    /// <summary>The first <see cref="MaxNamed"/> of them.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The volumes read, in order.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary>Bytes read from tape.</summary>
    public long TapeBytes { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }
}

/// <summary>An entry that was wanted and is not there.</summary>
/// <param name="Path">Its path.</param>
/// <param name="SetId">The set that has it.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record LostFile(EntryPath Path, Guid SetId, string Reason);
