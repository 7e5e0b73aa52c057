namespace TapeFlows.Backup.Reading;

/// <summary>Writes down that a piece was found damaged, so that nobody appends to its volume or trusts it unawares.</summary>
internal static class DamageMark
{
    public static async Task SetAsync(ICatalog catalog, Segment piece, string reason, CancellationToken cancellationToken)
    {
        await catalog.MarkSegmentAsync(piece.SetId, piece.Piece, SegmentState.Damaged, cancellationToken);
        await SetVolumeAsync(catalog, piece.Barcode, piece.VolumeId, $"Segment {piece.Number} of set {piece.SetId}: {reason}.", cancellationToken);
    }

    public static async Task SetVolumeAsync(ICatalog catalog, string barcode, Guid volumeId, string remark, CancellationToken cancellationToken)
    {
        var volume = await catalog.FindVolumeAsync(barcode, cancellationToken);
        if (volume is null || volume.VolumeId != volumeId || volume.State == VolumeState.Suspect)
            return;
        await catalog.SaveVolumeAsync(volume with { State = VolumeState.Suspect, Remark = remark }, cancellationToken);
    }
}
