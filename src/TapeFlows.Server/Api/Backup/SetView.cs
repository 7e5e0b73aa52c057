using TapeFlows.Backup;
using TapeFlows.Server.Api.Media;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.Api.Backup;

/// <summary>What one backup wrote.</summary>
internal sealed record SetView
{
    /// <summary>Its identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it holds.</summary>
    public required BackupType Type { get; init; }

    /// <summary>How far it is.</summary>
    public required SetState State { get; init; }

    /// <summary>The set that it is relative to.</summary>
    public required Guid? BaseSetId { get; init; }

    /// <summary>The set that it is a copy of, from tape to tape; null: it was read from the source.</summary>
    public required Guid? CopyOf { get; init; }

    /// <summary>The pool that it was written to.</summary>
    public required string Pool { get; init; }

    /// <summary>The sources.</summary>
    public required IReadOnlyList<string> Roots { get; init; }

    /// <summary>The machine that they were on.</summary>
    public required string Host { get; init; }

    /// <summary>none, gzip or zstd.</summary>
    public required string Compression { get; init; }

    /// <summary>When the walk began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its manifest was committed.</summary>
    public required DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Until when it must be kept.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Entries archived.</summary>
    public required long Files { get; init; }

    /// <summary>Entries gone since the base set.</summary>
    public required long Deleted { get; init; }

    /// <summary>Content bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Entries that could not be archived as they should.</summary>
    public required long Warnings { get; init; }

    /// <summary>Committed pieces, manifest included.</summary>
    public required int Pieces { get; init; }

    /// <summary>The checksum of the set: SHA-256 over its manifest.</summary>
    public required string? ManifestSha256 { get; init; }

    public static SetView Of(BackupSet set) => new()
    {
        Id = set.Id,
        Type = set.Type,
        State = set.State,
        BaseSetId = set.BaseId,
        CopyOf = set.CopyOf,
        Pool = set.Pool,
        Roots = set.Roots,
        Host = set.HostName,
        Compression = set.Compression,
        StartedAt = set.StartedAt,
        FinishedAt = set.FinishedAt,
        ExpiresAt = set.ExpiresAt,
        Files = set.Files,
        Deleted = set.Deleted,
        Bytes = set.Bytes,
        Warnings = set.Warnings,
        Pieces = set.Pieces,
        ManifestSha256 = set.ManifestSha256 is { } sum ? Convert.ToHexStringLower(sum) : null,
    };
}

/// <summary>A page of sets, the newest first.</summary>
/// <param name="Sets">The page.</param>
/// <param name="Limit">How many at most were asked for.</param>
/// <param name="Offset">How many were left out.</param>
internal sealed record SetPage(IReadOnlyList<SetView> Sets, int Limit, int Offset);

/// <summary>A set with where it lies.</summary>
/// <param name="Set">The set.</param>
/// <param name="Volumes">The volumes that it is on, in the order of writing.</param>
/// <param name="Pieces">Its pieces, in the order of writing.</param>
internal sealed record SetDetail(SetView Set, IReadOnlyList<string> Volumes, IReadOnlyList<PieceView> Pieces)
{
    public static SetDetail Of(BackupSet set, IReadOnlyList<Segment> pieces) => new(
        SetView.Of(set), [.. pieces.Where(piece => piece.State != SegmentState.Writing).Select(piece => piece.Barcode).Distinct(StringComparer.Ordinal)], [.. pieces.Select(PieceView.Of)]);
}

/// <summary>An entry of a set.</summary>
/// <param name="Id">Names it among all sets.</param>
/// <param name="File">What it is.</param>
internal sealed record FileView(string Id, FileLine File);

/// <summary>Entries of a set in path order.</summary>
/// <param name="Files">The page.</param>
/// <param name="Next">What to send as after for the next page; null: this was the last.</param>
internal sealed record FilePage(IReadOnlyList<FileView> Files, string? Next);

/// <summary>An entry with where it lies.</summary>
/// <param name="Id">Names it among all sets.</param>
/// <param name="SetId">The set.</param>
/// <param name="File">What it is.</param>
/// <param name="Volume">The volume that its header is on; null: nothing is on tape.</param>
/// <param name="Block">The block of that volume.</param>
/// <param name="Volumes">All volumes that it is on.</param>
internal sealed record FileDetail(string Id, Guid SetId, FileLine File, string? Volume, long? Block, IReadOnlyList<string> Volumes);
