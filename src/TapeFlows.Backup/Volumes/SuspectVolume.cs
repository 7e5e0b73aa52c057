namespace TapeFlows.Backup.Volumes;

/// <summary>Never again into the same spot: what is committed on a volume with a media error can be read, nothing more is appended.</summary>
internal static class SuspectVolume
{
    /// <summary>Marks the volume that a drive's answer was about. One that the catalog does not know holds nothing of ours.</summary>
    public static async Task MarkAsync(IVolumeCatalog catalog, TapeException error)
    {
        // Also in a run that is being cancelled: the next one must not write there.
        if (error.Volume is { } barcode && await catalog.FindVolumeAsync(barcode, CancellationToken.None) is { State: not VolumeState.Suspect } volume)
            await catalog.SaveVolumeAsync(volume with { State = VolumeState.Suspect, Remark = error.Message }, CancellationToken.None);
    }
}
