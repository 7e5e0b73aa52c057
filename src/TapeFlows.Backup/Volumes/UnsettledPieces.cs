using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Volumes;

/// <summary>
/// Settles pieces whose writer died between announcing and committing them. The tape decides: behind a trailer label and its filemark the
/// piece exists, and the rows that were staged before that mark become visible; otherwise it never was.
/// </summary>
internal static class UnsettledPieces
{
    /// <returns>What the catalog knows of the volume afterwards.</returns>
    public static async Task<Volume> SettleAsync(
        MountedVolume mounted, Volume volume, ICatalog catalog, TimeProvider clock, CancellationToken cancellationToken)
    {
        var pieces = await catalog.ListSegmentsOnVolumeAsync(mounted.Barcode, cancellationToken);
        foreach (var piece in pieces.Where(piece => piece.State == SegmentState.Writing))
        {
            var trailer = piece.VolumeId == volume.VolumeId ? await TapeThread.RunAsync(() => FindTrailer(mounted, piece)) : null;
            if (trailer is not { } found)
            {
                await catalog.DiscardSegmentAsync(piece.SetId, piece.Piece, cancellationToken);
                continue;
            }

            var (value, endAddress) = found;
            var isFull = value.Ending == PieceEnding.Continued;
            var settled = piece with
            {
                State = SegmentState.Committed,
                Blocks = value.Blocks,
                Bytes = value.Bytes,
                Sha256 = value.Sha256.ToArray(),
                RestartBytes = value.RestartBytes,
                ValidBytes = value.ValidBytes,
                StreamOffset = value.StreamOffset,
                Ending = value.Ending,
                EndAddress = endAddress,
                CommittedAt = clock.GetUtcNow(),
            };
            await catalog.CommitSegmentAsync(settled, StateAfter(volume, isFull), cancellationToken);
        }

        return await catalog.FindVolumeAsync(mounted.Barcode, cancellationToken) ?? volume;
    }

    private static VolumeState StateAfter(Volume volume, bool isFull) => volume.State == VolumeState.Suspect ? VolumeState.Suspect
        : isFull ? VolumeState.Full
        : VolumeState.Appendable;

    private static (SegmentTrailer Value, long EndAddress)? FindTrailer(MountedVolume mounted, Segment piece)
    {
        var drive = mounted.Drive;
        var buffer = new byte[drive.MaxBlockSize];
        if (!Go(mounted, drive.Locate(piece.LabelAddress))
            || Read(mounted, buffer) is not LabelReading.Opening opening
            || opening.Header.SetId != piece.SetId
            || !Go(mounted, drive.SpaceFilemarks(1))
            || Read(mounted, buffer) is not LabelReading.Trailer { Value: var trailer }
            || !AppendPosition.IsTrailerOf(trailer, piece)
            || !Go(mounted, drive.ReadPosition(out var end)))
        {
            return null;
        }

        return (trailer, end);
    }

    private static LabelReading Read(MountedVolume mounted, byte[] buffer)
    {
        var reading = LabelReader.ReadGroup(mounted.Drive, buffer);
        if (reading is LabelReading.DriveFailed failed)
            Go(mounted, failed.Result);
        return reading;
    }

    // A drive that fails says nothing about what is on the tape; to call the piece missing then would lose it.
    private static bool Go(MountedVolume mounted, TapeResult result) =>
        result.Status is TapeStatus.HardwareError or TapeStatus.NoMedium or TapeStatus.BecomingReady
            ? throw TapeException.From(result, "look for the end of the last piece", mounted.Barcode, mounted.Drive.Name)
            : result.IsDone;
}
