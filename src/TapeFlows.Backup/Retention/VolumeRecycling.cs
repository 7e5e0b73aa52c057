namespace TapeFlows.Backup.Retention;

/// <summary>A volume that nothing was kept of.</summary>
/// <param name="Barcode">Which.</param>
/// <param name="Pool">Its pool; it stays there.</param>
/// <param name="Obstacle">Why it is not scratch nevertheless; <see langword="null"/>: it is.</param>
public sealed record RecycledVolume(string Barcode, string Pool, string? Obstacle);

/// <summary>
/// Makes volumes scratch of which no set is left. A volume that the catalog does not fully know, that must not be written, or that holds a piece of whatever set stays as it is.
/// </summary>
/// <param name="catalog">Has the volumes.</param>
public sealed class VolumeRecycling(ICatalog catalog)
{
    private const int PageLength = 1000;

    /// <summary>Looks at every volume that was written.</summary>
    /// <param name="pool">Only those of this pool; <see langword="null"/>: all.</param>
    /// <param name="isDryRun">Whether nothing is changed.</param>
    /// <param name="cancellationToken">Ends it behind a volume.</param>
    /// <returns>Those of which nothing is left.</returns>
    public async Task<IReadOnlyList<RecycledVolume>> RunAsync(string? pool = null, bool isDryRun = false, CancellationToken cancellationToken = default)
    {
        var found = new List<RecycledVolume>();
        string? last = null;
        while (true)
        {
            var page = await catalog.ListVolumesAsync(pool, last, PageLength, cancellationToken);
            foreach (var volume in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (volume.State != VolumeState.Scratch && volume.VolumeId != Guid.Empty && (await catalog.ListSegmentsOnVolumeAsync(volume.Barcode, cancellationToken)).Count == 0)
                    found.Add(new RecycledVolume(volume.Barcode, volume.Pool, await RecycleAsync(volume, isDryRun)));
            }

            if (page.Count < PageLength)
                return found;
            last = page[^1].Barcode;
        }
    }

    private async Task<string?> RecycleAsync(Volume volume, bool isDryRun)
    {
        if (volume.State is not (VolumeState.Appendable or VolumeState.Full))
            return $"it is {volume.State.ToString().ToLowerInvariant()}{(volume.Remark is { } remark ? $": {remark}" : "")}";
        if (volume.Segments > 0)
            return $"it holds {volume.Segments} pieces of sets that this catalog does not know; 'tapeflows rebuild-catalog' learns what they are";
        return isDryRun || await catalog.RecycleVolumeAsync(volume.Barcode, CancellationToken.None) ? null : "it was written to in this moment";
    }
}
