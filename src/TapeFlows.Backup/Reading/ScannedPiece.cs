using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Reading;

/// <summary>A piece as its labels tell of it.</summary>
/// <param name="Header">What the labels before it say, or (when those are damaged) the ones behind it.</param>
/// <param name="Trailer">What the labels behind it say; <see langword="null"/> when they cannot be read.</param>
/// <param name="LabelAddress">Where its first label is.</param>
/// <param name="EndAddress">The place behind its last label's filemark.</param>
internal sealed record ScannedPiece(SegmentHeader Header, SegmentTrailer? Trailer, long LabelAddress, long EndAddress)
{
    /// <summary>The catalog's record of it.</summary>
    public Segment ToSegment() => new()
    {
        SetId = Header.SetId,
        Piece = Header.Piece,
        Number = Header.Segment,
        Section = Header.Section,
        Kind = Header.Kind,
        State = SegmentState.Committed,
        Barcode = Header.Volume.Barcode,
        VolumeId = Header.Volume.VolumeId,
        LabelAddress = LabelAddress,
        FirstBlockAddress = Header.FirstBlockAddress,
        FileSequence = Header.FileSequence,
        BlockSize = Header.BlockSize,
        Compression = Header.Compression,
        Blocks = Trailer?.Blocks ?? 0,
        Bytes = Trailer?.Bytes ?? 0,
        Sha256 = Trailer?.Sha256.ToArray(),
        RestartBytes = Trailer?.RestartBytes ?? 0,
        ValidBytes = Trailer?.ValidBytes ?? 0,
        StreamOffset = Trailer?.StreamOffset ?? 0,
        Ending = Trailer?.Ending ?? PieceEnding.Complete,
        EndAddress = EndAddress,
    };
}
