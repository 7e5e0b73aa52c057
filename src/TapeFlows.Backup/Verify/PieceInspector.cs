using TapeFlows.Backup.Reading;
using TapeFlows.Backup.Streaming;
using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Verify;

/// <summary>
/// Checks all of a piece that is not in its archive: the labels before it, the checksum over its blocks, the filemark that ends them, and the
/// labels behind. On the thread that reads, beside the one that takes the archive apart.
/// </summary>
internal sealed class PieceInspector(RunProgress progress, DamageList damages) : PieceDigest(progress)
{
    private readonly HashSet<(Guid, int)> _inspected = [];
    private readonly Lock _gate = new();

    /// <summary>Whether a piece was read from its first label to its last.</summary>
    public bool IsInspected(Segment piece)
    {
        lock (_gate)
            return _inspected.Contains((piece.SetId, piece.Piece));
    }

    public int Count
    {
        get
        {
            lock (_gate)
                return _inspected.Count;
        }
    }

    public override void OnBegin(VolumeReader volume, Segment piece, long number)
    {
        base.OnBegin(volume, piece, number);
        if (number == 0 && !IsInspected(piece))
            CheckOpening(volume, piece);
    }

    public override void OnEnd(VolumeReader volume, Segment piece)
    {
        var isWhole = IsWhole;
        var before = Damaged.Count;
        base.OnEnd(volume, piece);
        if (!isWhole || IsInspected(piece))
            return;
        if (Damaged.Count > before)
            damages.Add(Damage.Of(DamageKind.Checksum, piece, "the checksum over its blocks does not match"));
        CheckTrailer(volume, piece);
        lock (_gate)
            _inspected.Add((piece.SetId, piece.Piece));
    }

    private void CheckOpening(VolumeReader volume, Segment piece)
    {
        volume.GoTo(piece.LabelAddress, CancellationToken.None);
        var reading = volume.ReadLabels(volume.NewBuffer());
        var reason = reading is LabelReading.Opening opening
            ? Difference(opening.Header, piece) ?? (piece.LabelAddress == 0 && opening.Volume is null ? "the volume label is missing" : null)
            : Describe(reading);
        if (reason is not null)
            damages.Add(Damage.Of(DamageKind.Labels, piece, $"the labels before it: {reason}", piece.LabelAddress));
    }

    private void CheckTrailer(VolumeReader volume, Segment piece)
    {
        var buffer = volume.NewBuffer();
        var mark = volume.Read(buffer);
        if (mark.Status != TapeStatus.Filemark)
        {
            damages.Add(Damage.Of(DamageKind.Block, piece, mark.IsDone ? "more blocks follow where a filemark should end its data" : "the filemark that ends its data cannot be read", piece.TrailerAddress - 1));
            volume.GoTo(piece.TrailerAddress, CancellationToken.None);
        }

        var reading = volume.ReadLabels(buffer);
        var reason = reading is LabelReading.Trailer { Value: var trailer } ? Difference(trailer, piece) : Describe(reading);
        if (reason is not null)
            damages.Add(Damage.Of(DamageKind.Labels, piece, $"the labels behind it: {reason}", piece.TrailerAddress));
    }

    private static string? Difference(SegmentTrailer trailer, Segment piece)
    {
        if (Difference(trailer.Header, piece) is { } reason)
            return reason;
        if (trailer.Blocks != piece.Blocks || trailer.Bytes != piece.Bytes)
            return $"they tell of {trailer.Blocks} blocks and {trailer.Bytes} bytes, the catalog of {piece.Blocks} and {piece.Bytes}";
        if (!trailer.Sha256.Span.SequenceEqual(piece.Sha256))
            return "they state another checksum than the catalog";
        return trailer.RestartBytes != piece.RestartBytes || trailer.ValidBytes != piece.ValidBytes || trailer.StreamOffset != piece.StreamOffset || trailer.Ending != piece.Ending
            ? "they join the sections in another way than the catalog"
            : null;
    }

    private static string? Difference(SegmentHeader header, Segment piece)
    {
        if (header.SetId != piece.SetId || (piece.Piece > 0 && header.Piece != piece.Piece) || header.Segment != piece.Number || header.Section != piece.Section || header.Kind != piece.Kind)
            return $"they are those of piece {header.Piece}, segment {header.Segment}, section {header.Section} of set {header.SetId}";
        if (header.Volume.VolumeId != piece.VolumeId || header.Volume.Barcode != piece.Barcode)
            return $"they name volume {header.Volume.Barcode} ({header.Volume.VolumeId})";
        return header.BlockSize != piece.BlockSize || header.Compression != piece.Compression
            || header.FirstBlockAddress != piece.FirstBlockAddress || header.FileSequence != piece.FileSequence
            ? "they tell of another place, block size or compression than the catalog"
            : null;
    }

    private static string Describe(LabelReading reading) => reading switch
    {
        LabelReading.Damaged damaged => damaged.Reason,
        LabelReading.Foreign foreign => foreign.Reason,
        LabelReading.DriveFailed failed => failed.Result.Detail ?? failed.Result.Status.ToString(),
        LabelReading.Trailer => "those that end a piece stand there",
        LabelReading.Opening => "those that begin a piece stand there",
        _ => "there are none",
    };
}
