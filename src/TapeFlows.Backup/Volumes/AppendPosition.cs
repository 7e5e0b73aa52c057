using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Volumes;

/// <summary>
/// Goes to where the next piece begins. The trailer labels of the last committed piece have to stand just before it and agree with the
/// catalog; anything behind is an uncommitted rest and may be overwritten.
/// </summary>
internal static class AppendPosition
{
    public static void Confirm(MountedVolume mounted, Volume volume, Segment? last)
    {
        var drive = mounted.Drive;
        if (last is null)
        {
            if (volume.AppendAddress != 0)
                throw Disagreement(mounted, $"no piece is known that ends at block {volume.AppendAddress}");
            Require(drive.Rewind(), "rewind", mounted);
            // What was recycled can be written over, but not on such a medium.
            RefuseRestOnWorm(mounted, 0);
            return;
        }

        Require(drive.Locate(last.TrailerAddress), "go to the last trailer label", mounted);
        var reading = LabelReader.ReadGroup(drive, new byte[drive.MaxBlockSize]);
        if (reading is not LabelReading.Trailer { Value: var trailer } || !IsTrailerOf(trailer, last))
            throw Disagreement(mounted, $"at block {last.TrailerAddress} stands {Describe(reading)} instead of the trailer of segment {last.Number} of set {last.SetId}");
        Require(drive.ReadPosition(out var address), "read the position", mounted);
        if (address != volume.AppendAddress)
            throw Disagreement(mounted, $"the last piece ends at block {address}, not {volume.AppendAddress}");
        RefuseRestOnWorm(mounted, address);
    }

    private static void RefuseRestOnWorm(MountedVolume mounted, long address)
    {
        if (mounted.Drive.Medium is not { IsWorm: true })
            return;
        Require(mounted.Drive.SpaceToEndOfData(), "go to the end of data", mounted);
        Require(mounted.Drive.ReadPosition(out var end), "read the position", mounted);
        if (end != address)
            throw new VolumeMismatchException($"WORM volume {mounted.Barcode} ends in something that the catalog does not keep, and that cannot be overwritten. It can be read, but not appended to.") { Barcode = mounted.Barcode };
    }

    internal static bool IsTrailerOf(SegmentTrailer trailer, Segment piece) =>
        trailer.Header.SetId == piece.SetId
        && trailer.Header.Segment == piece.Number
        && trailer.Header.Section == piece.Section
        && trailer.Header.Volume.VolumeId == piece.VolumeId
        && trailer.Header.FirstBlockAddress == piece.FirstBlockAddress;

    private static string Describe(LabelReading reading) => reading switch
    {
        LabelReading.Damaged damaged => $"an unreadable label ({damaged.Reason})",
        LabelReading.Foreign foreign => $"something foreign ({foreign.Reason})",
        LabelReading.Trailer trailer => $"the trailer of segment {trailer.Value.Header.Segment} of set {trailer.Value.Header.SetId}",
        LabelReading.Opening => "a header label",
        _ => "nothing",
    };

    private static VolumeMismatchException Disagreement(MountedVolume mounted, string what) =>
        new($"Volume {mounted.Barcode} and the catalog disagree: {what}. It is not touched; run 'tapeflows verify --volume {mounted.Barcode}', then 'tapeflows rebuild-catalog'.") { Barcode = mounted.Barcode };

    private static void Require(TapeResult result, string doing, MountedVolume mounted)
    {
        if (!result.IsDone)
            throw TapeException.From(result, doing, mounted.Barcode, mounted.Drive.Name);
    }
}
