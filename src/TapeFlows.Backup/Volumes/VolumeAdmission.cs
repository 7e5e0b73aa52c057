namespace TapeFlows.Backup.Volumes;

/// <summary>
/// Decides whether a mounted volume may be written: its state in the catalog, its write-protect tab, and its label. Asked twice, when the
/// volume is mounted and again before the first append, because between the two a person may have opened the drive.
/// </summary>
internal static class VolumeAdmission
{
    /// <summary>Reads the label and returns what the catalog knows of the volume.</summary>
    /// <param name="mounted">The volume.</param>
    /// <param name="catalog">The catalog.</param>
    /// <param name="pool">The pool that a volume new to the catalog joins.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="VolumeMismatchException">It may not be written; nothing was.</exception>
    /// <exception cref="TapeException">The drive failed.</exception>
    public static async Task<(Volume Volume, bool IsBlank)> InspectAsync(
        MountedVolume mounted, ICatalog catalog, string pool, CancellationToken cancellationToken)
    {
        var known = await catalog.FindVolumeAsync(mounted.Barcode, cancellationToken);
        var volume = known ?? NewVolume(mounted, pool);
        if (mounted.Drive.Medium is { IsWriteProtected: true })
            throw new VolumeMismatchException($"Volume {mounted.Barcode} is write protected. Open its write-protect tab or use another volume.") { Barcode = mounted.Barcode };
        if (volume.State is VolumeState.Suspect or VolumeState.Unknown)
            throw new VolumeMismatchException($"Volume {mounted.Barcode} is {volume.State.ToString().ToLowerInvariant()}: {volume.Remark}") { Barcode = mounted.Barcode };
        var finding = await TapeThread.RunAsync(() => VolumeFinding.Read(mounted));
        if (finding.IsWritable(volume, out var reason))
            return (volume, finding.IsBlank);
        await catalog.SaveVolumeAsync(volume with { State = VolumeState.Unknown, Remark = reason }, cancellationToken);
        throw new VolumeMismatchException(reason) { Barcode = mounted.Barcode };
    }

    private static Volume NewVolume(MountedVolume mounted, string pool) => new()
    {
        Barcode = mounted.Barcode,
        Pool = pool,
        State = VolumeState.Scratch,
        MediumType = mounted.Drive.Medium?.MediumType ?? "",
        CapacityBytes = mounted.Drive.Medium?.CapacityBytes ?? 0,
    };
}
