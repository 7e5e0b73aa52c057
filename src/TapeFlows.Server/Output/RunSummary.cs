namespace TapeFlows.Server.Output;

/// <summary>How a backup, copy, restore or verify ended: the one JSON object that scripts read.</summary>
internal sealed record RunSummary
{
    /// <summary><c>backup</c>, <c>copy</c>, <c>restore</c> or <c>verify</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>The set; <see langword="null"/> when there came to be none, or a whole volume was verified.</summary>
    public string? SetId { get; init; }

    /// <summary><c>full</c>, <c>differential</c> or <c>incremental</c>; <see langword="null"/> where it does not apply.</summary>
    public string? Type { get; init; }

    /// <summary>The set it is relative to.</summary>
    public string? BaseSetId { get; init; }

    /// <summary>The set that it is a copy of.</summary>
    public string? CopyOf { get; init; }

    /// <summary><c>complete</c> or <c>incomplete</c>, for a set that was written.</summary>
    public string? SetState { get; init; }

    /// <summary>Entries archived, restored or checked.</summary>
    public long Files { get; init; }

    /// <summary>Content bytes of them.</summary>
    public long Bytes { get; init; }

    /// <summary>Bytes that went to or came from tape, labels not counted.</summary>
    public long TapeBytes { get; init; }

    /// <summary>Entries that had not changed since the base set.</summary>
    public long Unchanged { get; init; }

    /// <summary>Entries gone since the base set.</summary>
    public long Deleted { get; init; }

    /// <summary>Entries that are not as they should be: damaged, lost or not restored.</summary>
    public long Damaged { get; init; }

    /// <summary>Entries that a restore left as it found them, by the overwrite policy.</summary>
    public long Skipped { get; init; }

    /// <summary>Barcodes, in the order of use.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary>Volumes that would be needed and are not in the library.</summary>
    public IReadOnlyList<string> MissingVolumes { get; init; } = [];

    /// <summary>What a person should know, the first thousand of them.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>How many warnings there were in all.</summary>
    public long WarningCount { get; init; }

    /// <summary>What went wrong.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>With a dry run: how long it would take on a drive of the volumes' generation.</summary>
    public double? EstimatedSeconds { get; init; }

    /// <summary>Only planned, nothing written.</summary>
    public bool DryRun { get; init; }

    /// <summary>The procedure that ran.</summary>
    public required string Procedure { get; init; }

    /// <summary>The run: the workflow instance.</summary>
    public required string RunId { get; init; }

    /// <summary><c>ok</c>, <c>warnings</c> or <c>failed</c>.</summary>
    public required string Status { get; init; }

    /// <summary>How long it took.</summary>
    public double Seconds { get; init; }

    /// <summary>The exit code that goes with the status.</summary>
    public int ExitCode() => Status switch
    {
        "ok" => Server.ExitCode.Ok,
        "warnings" => Server.ExitCode.Warnings,
        _ => Server.ExitCode.Failed,
    };
}
