namespace TapeFlows.Backup.Verify;

/// <summary>What is damaged.</summary>
public enum DamageKind
{
    /// <summary>Labels: of a volume or of a piece.</summary>
    Labels = 1,

    /// <summary>A block that cannot be read, or has another length than it should.</summary>
    Block,

    /// <summary>A piece whose checksum does not match.</summary>
    Checksum,

    /// <summary>A file whose content or header is not what the catalog says.</summary>
    File,

    /// <summary>A manifest that does not agree with the catalog or its own checksum.</summary>
    Manifest,

    /// <summary>A whole volume: it is not there, or not the one that is meant.</summary>
    Volume,
}

/// <summary>Something that a verify found.</summary>
/// <param name="Kind">What is damaged.</param>
/// <param name="Barcode">The volume.</param>
/// <param name="Reason">What is wrong, for people.</param>
public sealed record Damage(DamageKind Kind, string Barcode, string Reason)
{
    /// <summary>The set, when it is known.</summary>
    public Guid? SetId { get; init; }

    /// <summary>The segment in the set.</summary>
    public int? Segment { get; init; }

    /// <summary>The section of the segment.</summary>
    public int? Section { get; init; }

    /// <summary>The block, where one can be told.</summary>
    public long? BlockAddress { get; init; }

    /// <summary>The file, where one can be told.</summary>
    public EntryPath? Path { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Barcode}{(Segment is { } segment ? $", segment {segment}" : "")}{(BlockAddress is { } block ? $", block {block}" : "")}{(Path is { } path ? $", /{path}" : "")}: {Reason}";

    internal static Damage Of(DamageKind kind, Segment piece, string reason, long? blockAddress = null) => new(kind, piece.Barcode, reason)
    {
        SetId = piece.SetId,
        Segment = piece.Number,
        Section = piece.Section,
        BlockAddress = blockAddress,
    };
}
