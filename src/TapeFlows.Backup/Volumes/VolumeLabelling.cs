using TapeFlows.Tape.Drives;

namespace TapeFlows.Backup.Volumes;

/// <summary>
/// Makes a cartridge a volume of a pool. Its identity is in the catalog from then on, and on tape with the labels of the first piece that is written to it, as with a volume that a
/// writer meets for the first time.
/// </summary>
/// <param name="catalog">Knows the volumes.</param>
/// <param name="clock">The time.</param>
public sealed class VolumeLabelling(ICatalog catalog, TimeProvider clock)
{
    /// <summary>Labels a volume that is mounted.</summary>
    /// <param name="mounted">The volume.</param>
    /// <param name="pool">The pool that it joins; made when it is new.</param>
    /// <param name="givesUpContent">Whether it may be one that is not blank: what is on it is lost.</param>
    /// <param name="cancellationToken">Gives up before anything is written.</param>
    /// <returns>The volume as the catalog has it, and whether it was blank.</returns>
    /// <exception cref="VolumeMismatchException">It may not be labelled; nothing was written.</exception>
    /// <exception cref="TapeException">The drive failed.</exception>
    public async Task<(Volume Volume, bool WasBlank)> LabelAsync(MountedVolume mounted, string pool, bool givesUpContent, CancellationToken cancellationToken)
    {
        if (!Pool.IsName(pool))
            throw new TapeException($"'{pool}' cannot be the name of a pool: {Pool.NameRule}.");
        if (mounted.Drive.Medium is { IsWriteProtected: true })
            throw Refused(mounted, "is write protected. Open its write-protect tab.");
        if ((await catalog.ListSegmentsOnVolumeAsync(mounted.Barcode, cancellationToken)).Count > 0)
            throw Refused(mounted, "holds sets that the catalog has. Expire them first, or use another volume.");
        var finding = await TapeThread.RunAsync(() => VolumeFinding.Read(mounted));
        if (!finding.IsBlank && !givesUpContent)
            throw Refused(mounted, "is not blank. Label it with the consent that its content is lost, or run rebuild-catalog to learn what it holds.");
        cancellationToken.ThrowIfCancellationRequested();
        if (await catalog.FindPoolAsync(pool, cancellationToken) is null)
            await catalog.SavePoolAsync(new Pool { Name = pool }, CancellationToken.None);
        // The identity comes first: whatever happens to the tape then, the volume is known as one that nothing was committed to.
        var volume = new Volume
        {
            Barcode = mounted.Barcode,
            Pool = pool,
            State = VolumeState.Scratch,
            VolumeId = Guid.NewGuid(),
            LabelledAt = clock.GetUtcNow(),
            MediumType = mounted.Drive.Medium?.MediumType ?? "",
            CapacityBytes = mounted.Drive.Medium?.CapacityBytes ?? 0,
        };
        await catalog.SaveVolumeAsync(volume, CancellationToken.None);
        if (!finding.IsBlank)
            await TapeThread.RunAsync(() => EndDataAtBeginning(mounted));
        return (volume, finding.IsBlank);
    }

    // What is written ends the recorded data: nothing behind it can be read any more, so no rebuild takes the old content for sets.
    private static bool EndDataAtBeginning(MountedVolume mounted)
    {
        Require(mounted.Drive.Rewind(), "rewind");
        Require(mounted.Drive.WriteFilemarks(1, FilemarkMode.Synchronous), "write a filemark");
        return true;

        void Require(TapeResult result, string doing)
        {
            if (!result.IsDone)
                throw TapeException.From(result, doing, mounted.Barcode, mounted.Drive.Name);
        }
    }

    private static VolumeMismatchException Refused(MountedVolume mounted, string why) => new($"Volume {mounted.Barcode} {why}") { Barcode = mounted.Barcode };
}
