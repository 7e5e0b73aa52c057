using TapeFlows.Backup;
using TapeFlows.Scheduling;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Api.Backup;

/// <summary>Sums over the catalog. Read page by page: their time grows with the number of sets and volumes, not of files.</summary>
internal sealed record BackupStatistics
{
    private const int Page = 1000;

    /// <summary>All sets.</summary>
    public long Sets { get; private set; }

    /// <summary>Sets by what they hold: full, differential, incremental.</summary>
    public Dictionary<string, long> SetsByType { get; } = new(StringComparer.Ordinal);

    /// <summary>Sets by how far they are: writing, complete, incomplete.</summary>
    public Dictionary<string, long> SetsByState { get; } = new(StringComparer.Ordinal);

    /// <summary>Entries in all sets.</summary>
    public long Files { get; private set; }

    /// <summary>Content bytes in all sets.</summary>
    public long Bytes { get; private set; }

    /// <summary>Entries that could not be archived as they should.</summary>
    public long Warnings { get; private set; }

    /// <summary>When the oldest set that is complete was begun.</summary>
    public DateTimeOffset? OldestSetAt { get; private set; }

    /// <summary>When the newest set that is complete was begun.</summary>
    public DateTimeOffset? NewestSetAt { get; private set; }

    /// <summary>All volumes of the catalog.</summary>
    public long Volumes { get; private set; }

    /// <summary>Volumes by what they can be used for: scratch, appendable, full, suspect, unknown, missing.</summary>
    public Dictionary<string, long> VolumesByState { get; } = new(StringComparer.Ordinal);

    /// <summary>Native capacity of all volumes, in bytes.</summary>
    public long CapacityBytes { get; private set; }

    /// <summary>Committed bytes on all volumes.</summary>
    public long BytesWritten { get; private set; }

    public static async Task<BackupStatistics> OfAsync(Station station, CancellationToken cancellationToken)
    {
        var sum = new BackupStatistics();
        for (var skip = 0; ; skip += Page)
        {
            var sets = await station.Catalog.ListSetsAsync(new SetQuery { Skip = skip, Take = Page }, cancellationToken);
            foreach (var set in sets)
                sum.Add(set);
            if (sets.Count < Page)
                break;
        }

        for (string? after = null; ;)
        {
            var volumes = await station.Catalog.ListVolumesAsync(after: after, take: Page, cancellationToken: cancellationToken);
            foreach (var volume in volumes)
                sum.Add(volume);
            if (volumes.Count < Page)
                return sum;
            after = volumes[^1].Barcode;
        }
    }

    private void Add(BackupSet set)
    {
        Sets++;
        Count(SetsByType, Words.Of(set.Type));
        Count(SetsByState, Words.Of(set.State));
        (Files, Bytes, Warnings) = (Files + set.Files, Bytes + set.Bytes, Warnings + set.Warnings);
        if (set.State != SetState.Complete)
            return;
        NewestSetAt ??= set.StartedAt;
        OldestSetAt = set.StartedAt;
    }

    private void Add(Volume volume)
    {
        Volumes++;
        Count(VolumesByState, Words.Of(volume.State));
        (CapacityBytes, BytesWritten) = (CapacityBytes + volume.CapacityBytes, BytesWritten + volume.BytesWritten);
    }

    private static void Count(Dictionary<string, long> counts, string word) => counts[word] = counts.GetValueOrDefault(word) + 1;
}
