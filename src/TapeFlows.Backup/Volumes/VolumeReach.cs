namespace TapeFlows.Backup.Volumes;

/// <summary>Whether what a piece stands on can be brought into a drive.</summary>
internal static class VolumeReach
{
    /// <param name="piece">The piece.</param>
    /// <param name="volume">What the catalog knows under the barcode.</param>
    /// <param name="inLibrary">Barcodes that can be mounted; <see langword="null"/>: all that the catalog does not call missing.</param>
    public static bool IsThere(Segment piece, Volume? volume, IReadOnlySet<string>? inLibrary) =>
        volume is not null && volume.VolumeId == piece.VolumeId
        && (inLibrary is null ? volume.State != VolumeState.Missing : inLibrary.Contains(piece.Barcode));
}
