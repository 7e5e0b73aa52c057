using TapeFlows.Backup;

namespace TapeFlows.Catalog.Tests.Databases;

/// <summary>What many tests do first.</summary>
internal static class CatalogSteps
{
    public static async Task<Volume> AddVolumeAsync(this ICatalog catalog)
    {
        var volume = Sample.Volume();
        await catalog.SaveVolumeAsync(volume);
        return volume;
    }

    public static async Task<BackupSet> AddSetAsync(this ICatalog catalog, BackupType type = BackupType.Full)
    {
        var set = Sample.Set(type);
        await catalog.AddSetAsync(set);
        return set;
    }

    /// <summary>A set whose rows are all committed as one piece.</summary>
    public static async Task<BackupSet> AddCommittedSetAsync(this ICatalog catalog, Volume volume, params CatalogFile[] files)
    {
        var set = await catalog.AddSetAsync();
        var segment = Sample.Segment(set, volume, piece: 1);
        await catalog.BeginSegmentAsync(segment);
        await catalog.StageFilesAsync(set.Id, files);
        await catalog.CommitSegmentAsync(segment, VolumeState.Appendable);
        return set;
    }

    public static async Task<List<CatalogFile>> ReadAllAsync(this ICatalog catalog, BackupSet set, long afterOrdinal = 0)
    {
        var files = new List<CatalogFile>();
        await foreach (var file in catalog.ReadFilesAsync(set.Id, afterOrdinal))
            files.Add(file);
        return files;
    }

    public static async Task<string[]> ReadPathsAsync(this ICatalog catalog, BackupSet set) =>
        [.. (await catalog.ReadAllAsync(set)).Select(file => file.Path.ToString())];

    public static async Task<string[]> ListNamesAsync(this ICatalog catalog, string directory, params BackupSet[] chain)
    {
        var entries = await catalog.ListDirectoryAsync([.. chain.Select(set => set.Id)], EntryPath.FromText(directory).ToBytes());
        return [.. entries.Select(entry => new EntryPath([], entry.Path.Name).ToString())];
    }
}
