namespace TapeFlows.Backup.Verify;

/// <summary>What a verify found.</summary>
public sealed record VerifyReport
{
    /// <summary>How many damages are kept word for word; the rest is only counted.</summary>
    public const int MaxNamed = 1000;

    /// <summary>The volumes read, in order.</summary>
    public required IReadOnlyList<string> Volumes { get; init; }

    /// <summary>Pieces read to their end.</summary>
    public long Pieces { get; init; }

    /// <summary>Entries held against the catalog.</summary>
    public long Files { get; init; }

    /// <summary>Content bytes whose file's checksum was recomputed.</summary>
    public long Bytes { get; init; }

    /// <summary>Entries that reach over the end of the volume, so that only the piece's checksum speaks for them. Verify the set to check them too.</summary>
    public long Partial { get; init; }

    /// <summary>Bytes read from tape.</summary>
    public long TapeBytes { get; init; }

    /// <summary>How many damages there are.</summary>
    public long DamageCount { get; init; }

    /// <summary>The first <see cref="MaxNamed"/> of them.</summary>
    public required IReadOnlyList<Damage> Damages { get; init; }

    /// <summary>What is worth knowing and no damage, for example an unfinished rest at a volume's end.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Nothing is damaged.</summary>
    public bool IsSound => DamageCount == 0;
}
