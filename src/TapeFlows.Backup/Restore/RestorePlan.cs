namespace TapeFlows.Backup.Restore;

/// <summary>What a restore will do, before it does it.</summary>
public sealed record RestorePlan
{
    /// <summary>How many affected files are named; the rest is only counted.</summary>
    public const int MaxNamed = 100;

    /// <summary>What it was made for.</summary>
    public required RestoreRequest Request { get; init; }

    /// <summary>The sets that are read, oldest first.</summary>
    public required IReadOnlyList<BackupSet> Chain { get; init; }

    /// <summary>The volumes in the order in which they are needed. One that is needed twice, with another in between, stands here twice.</summary>
    public required IReadOnlyList<PlannedVolume> Volumes { get; init; }

    /// <summary>Entries to restore, of every kind.</summary>
    public required long Files { get; init; }

    /// <summary>Content bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>How long it takes on a drive of the volumes' generation, people's time for inserting cartridges not counted.</summary>
    public required TimeSpan EstimatedTime { get; init; }

    /// <summary>Entries that cannot be restored because a volume is missing.</summary>
    public required long Unavailable { get; init; }

    /// <summary>The first <see cref="MaxNamed"/> of those.</summary>
    public required IReadOnlyList<EntryPath> FirstUnavailable { get; init; }

    /// <summary>The barcodes of volumes that are needed and missing.</summary>
    public IEnumerable<string> MissingVolumes => Volumes.Where(volume => !volume.IsAvailable).Select(volume => volume.Barcode).Distinct(StringComparer.Ordinal);

    /// <summary>
    /// Whether it says what another request will read: the same choice of set and paths. Where to and how to write does not matter to a plan; a
    /// request for the very set that "the latest" turned out to be is the same choice.
    /// </summary>
    /// <param name="request">The other request.</param>
    public bool IsFor(RestoreRequest request) =>
        request.Paths.SequenceEqual(Request.Paths, StringComparer.Ordinal)
        && (request.SetId is { } set
            ? set == Chain[^1].Id || set == Request.SetId
            : Request.SetId is null && request.At == Request.At && (request.Roots ?? []).SequenceEqual(Request.Roots ?? [], StringComparer.Ordinal));
}

/// <summary>One mount of a plan.</summary>
/// <param name="Barcode">The volume.</param>
/// <param name="IsAvailable">Whether it is in the library (as far as the planner was told what is).</param>
/// <param name="Files">Entries that begin on it.</param>
/// <param name="Bytes">Content bytes of those.</param>
/// <param name="EstimatedTime">Loading, locating, reading and unloading.</param>
public sealed record PlannedVolume(string Barcode, bool IsAvailable, long Files, long Bytes, TimeSpan EstimatedTime);
