using TapeFlows.Backup.Reading;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Rebuild;

/// <summary>A volume and what its labels tell.</summary>
/// <param name="Barcode">Its barcode.</param>
/// <param name="VolumeId">The identity it was given.</param>
/// <param name="Pool">The pool that its labels name; <see langword="null"/> when it has none.</param>
/// <param name="MediumType">Its generation.</param>
/// <param name="CapacityBytes">Its native capacity; 0 when unknown.</param>
/// <param name="Pieces">Its pieces, by address.</param>
/// <param name="EndAddress">Where the next piece may begin.</param>
/// <param name="IsClosed">Its writer found no room for a further piece.</param>
/// <param name="Faults">What is damaged.</param>
internal sealed record FoundVolume(
    string Barcode, Guid VolumeId, string? Pool, string MediumType, long CapacityBytes, IReadOnlyList<ScannedPiece> Pieces, long EndAddress, bool IsClosed, IReadOnlyList<string> Faults)
{
    /// <summary>The catalog's record of it.</summary>
    /// <param name="pool">Its pool.</param>
    public Volume ToVolume(string pool) => new()
    {
        Barcode = Barcode,
        VolumeId = VolumeId,
        Pool = pool,
        State = Faults.Count > 0 ? VolumeState.Suspect
            : Pieces.Count == 0 ? VolumeState.Scratch
            : IsClosed || Pieces[^1].Trailer?.Ending == PieceEnding.Continued ? VolumeState.Full : VolumeState.Appendable,
        MediumType = MediumType,
        CapacityBytes = CapacityBytes,
        BytesWritten = Pieces.Sum(piece => piece.Trailer?.Bytes ?? 0),
        Segments = Pieces.Count,
        AppendAddress = Pieces.Count == 0 ? 0 : EndAddress,
        LabelledAt = Pieces.Count == 0 ? null : Pieces[0].Header.Created,
        LastWrittenAt = Pieces.Count == 0 ? null : Pieces[^1].Header.Created,
        Remark = Faults.Count == 0 ? null : string.Join(" ", Faults.Take(3)),
    };
}
