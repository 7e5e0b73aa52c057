namespace TapeFlows.Server.Output;

/// <summary>A set in a list.</summary>
internal sealed record SetLine(
    string SetId,
    string Type,
    string State,
    string? BaseSetId,
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

/// <summary>A library that was made.</summary>
internal sealed record LibrarySummary(string Path, int Slots, int ImportExportSlots, int Drives, int Cartridges, long CapacityBytes, long BlockSize, long SegmentSize);

/// <summary>A volume that was dumped.</summary>
internal sealed record DumpSummary(string Barcode, string Directory, int Files, long Bytes, string Status);

/// <summary>A catalog that was made anew.</summary>
internal sealed record RebuildSummary(
    IReadOnlyList<string> Sets, long Files, IReadOnlyList<string> Volumes, IReadOnlyList<string> MissingVolumes, IReadOnlyList<string> Warnings, string Status, double Seconds);
