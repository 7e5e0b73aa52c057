namespace TapeFlows.Server.Output;

/// <summary>A set in a list.</summary>
internal sealed record SetLine(
    string SetId,
    string Type,
    string State,
    string? BaseSetId,
    string? CopyOf,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    string Pool,
    string Compression,
    string Host,
    IReadOnlyList<string> Roots,
    long Files,
    long Bytes,
    long Deleted,
    long Warnings,
    IReadOnlyList<string> Volumes);

/// <summary>An entry of a set in a list.</summary>
internal sealed record FileLine(
    string Path,
    string Kind,
    long Size,
    DateTimeOffset? ModifiedAt,
    string Mode,
    uint Uid,
    uint Gid,
    string? LinkTarget,
    string? Sha256,
    bool Deleted,
    string? RenamedFrom,
    string? RenamedTo,
    IReadOnlyList<string> Remarks);

/// <summary>A volume in a list.</summary>
internal sealed record VolumeLine(
    string Barcode,
    string State,
    int Segments,
    long Bytes,
    string? Pool,
    string MediumType,
    long CapacityBytes,
    string? Location,
    bool WriteProtected,
    DateTimeOffset? LastWrittenAt,
    string? Remark);

/// <summary>A place in the library in a list.</summary>
internal sealed record LibraryLine(int Address, string Kind, string? Drive, string? Barcode, string? State, string? Pool);

/// <summary>A drive that was cleaned.</summary>
internal sealed record CleanLine(string Drive, string Volume, int? UsesLeft);

/// <summary>A library that was made.</summary>
internal sealed record LibrarySummary(string Path, int Slots, int ImportExportSlots, int Drives, int Cartridges, long CapacityBytes, long BlockSize, long SegmentSize);

/// <summary>A volume that was dumped.</summary>
internal sealed record DumpSummary(string Barcode, string Directory, int Files, long Bytes, string Status);

/// <summary>A catalog that was made anew.</summary>
internal sealed record RebuildSummary(
    IReadOnlyList<string> Sets, long Files, IReadOnlyList<string> Volumes, IReadOnlyList<string> MissingVolumes, IReadOnlyList<string> Warnings, string Status, double Seconds);

/// <summary>A workflow in a list.</summary>
internal sealed record WorkflowLine(
    string DefinitionId,
    string? Name,
    int Version,
    bool Published,
    int? PublishedVersion,
    string Origin,
    bool NewerShipped,
    string? Description,
    DateTimeOffset CreatedAt);

/// <summary>A version of a workflow that was written to a file or taken from one.</summary>
internal sealed record WorkflowFileLine(string DefinitionId, int Version, bool Published, string File);

/// <summary>How a workflow ended.</summary>
internal sealed record WorkflowRunSummary
{
    /// <summary>The definition.</summary>
    public required string Workflow { get; init; }

    /// <summary>Which version of it ran.</summary>
    public required int Version { get; init; }

    /// <summary>The workflow instance.</summary>
    public required string RunId { get; init; }

    /// <summary><c>ok</c>, <c>warnings</c>, <c>waiting</c> or <c>failed</c>.</summary>
    public required string Status { get; init; }

    /// <summary>What came out, by name.</summary>
    public required IReadOnlyDictionary<string, System.Text.Json.Nodes.JsonNode?> Outputs { get; init; }

    /// <summary>What a person should know.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>What went wrong.</summary>
    public required IReadOnlyList<string> Errors { get; init; }

    /// <summary>What it waits for, in words; empty unless it waits.</summary>
    public required IReadOnlyList<string> WaitingFor { get; init; }

    /// <summary>How long it took.</summary>
    public required double Seconds { get; init; }
}
