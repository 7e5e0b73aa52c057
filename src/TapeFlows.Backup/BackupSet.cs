namespace TapeFlows.Backup;

/// <summary>What a set holds. The values are stored; they never change.</summary>
public enum BackupType
{
    /// <summary>Everything.</summary>
    Full = 1,

    /// <summary>What changed since the last full set.</summary>
    Differential = 2,

    /// <summary>What changed since the last set of any type.</summary>
    Incremental = 3,
}

/// <summary>How far a set is. The values are stored; they never change.</summary>
public enum SetState
{
    /// <summary>Being written (or its writer died and nobody noticed yet).</summary>
    Writing = 1,

    /// <summary>Written with its manifest: can be a base and be restored.</summary>
    Complete = 2,

    /// <summary>Ended early. What was committed can be restored, but it is never a base.</summary>
    Incomplete = 3,
}

/// <summary>What one backup run wrote.</summary>
public sealed record BackupSet
{
    /// <summary>Its identity, also in the labels.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it holds.</summary>
    public required BackupType Type { get; init; }

    /// <summary>How far it is.</summary>
    public required SetState State { get; init; }

    /// <summary>The set it is relative to, by its <see cref="ContentId"/>: that set or any copy of it will do. <see langword="null"/> for a full one.</summary>
    public Guid? BaseId { get; init; }

    /// <summary>The set that it is a copy of, read from tape; <see langword="null"/>: it was read from the source itself. Of a copy of a copy, the first of all.</summary>
    public Guid? CopyOf { get; init; }

    /// <summary>The identity of what it holds: a set and its copies have it in common.</summary>
    public Guid ContentId => CopyOf ?? Id;

    /// <summary>The pool it was written to.</summary>
    public required string Pool { get; init; }

    /// <summary>The source roots as absolute paths (<see cref="PathText"/> form), sorted. Sets with the same roots form a history.</summary>
    public required IReadOnlyList<string> Roots { get; init; }

    /// <summary>The machine it was read from.</summary>
    public string HostName { get; init; } = "";

    /// <summary>Compression: <c>none</c>, <c>gzip</c> or <c>zstd</c>.</summary>
    public string Compression { get; init; } = "none";

    /// <summary>When the walk began: changes after this moment may be missing.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the manifest was committed, or the run gave up.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Until when it must be kept; <see langword="null"/>: no limit known.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Entries archived, deletions not counted.</summary>
    public long Files { get; init; }

    /// <summary>Entries gone since the base set.</summary>
    public long Deleted { get; init; }

    /// <summary>Content bytes archived.</summary>
    public long Bytes { get; init; }

    /// <summary>Entries that could not be archived as they should.</summary>
    public long Warnings { get; init; }

    /// <summary>Pieces committed so far, manifest included.</summary>
    public int Pieces { get; init; }

    /// <summary>SHA-256 over <c>manifest.jsonl</c>: the checksum of the set. 32 bytes, <see langword="null"/> until complete.</summary>
    public byte[]? ManifestSha256 { get; init; }
}
