using TapeFlows.Backup.Sources;

namespace TapeFlows.Backup.Runs;

/// <summary>What a backup run did.</summary>
public sealed record BackupResult
{
    /// <summary>The set as the catalog has it now.</summary>
    public required BackupSet Set { get; init; }

    /// <summary>The volumes written to, in order.</summary>
    public required IReadOnlyList<string> Volumes { get; init; }

    /// <summary>What is to be told about entries; the first <see cref="MaxProblems"/> of them.</summary>
    public required IReadOnlyList<SourceProblem> Problems { get; init; }

    /// <summary>How many problems there were that are more than notes.</summary>
    public long Warnings { get; init; }

    /// <summary>What is to be told about the run as a whole, for example that it fell back to a full backup.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Entries that had not changed since the base set.</summary>
    public long Unchanged { get; init; }

    /// <summary>Entries that are only known under a new name since the base set; archived all the same.</summary>
    public long Renamed { get; init; }

    /// <summary>Bytes that went to tape, labels not counted.</summary>
    public long TapeBytes { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>How many problems are kept word for word; the rest is only counted.</summary>
    public const int MaxProblems = 1000;
}
