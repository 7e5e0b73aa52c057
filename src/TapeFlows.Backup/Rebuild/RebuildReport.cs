namespace TapeFlows.Backup.Rebuild;

/// <summary>What a rebuild of the catalog found.</summary>
public sealed record RebuildReport
{
    /// <summary>How many notes are kept.</summary>
    public const int MaxNotes = 1000;

    /// <summary>Volumes with labels of ours, in the order in which they were read.</summary>
    public required IReadOnlyList<string> Volumes { get; init; }

    /// <summary>Volumes that sets stand on and that were not there.</summary>
    public required IReadOnlyList<string> MissingVolumes { get; init; }

    /// <summary>The sets, oldest first.</summary>
    public required IReadOnlyList<BackupSet> Sets { get; init; }

    /// <summary>Rows of files brought back.</summary>
    public long Files { get; init; }

    /// <summary>What a person should know, for example which sets had to be learned from their segments.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }
}
