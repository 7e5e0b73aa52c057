using TapeFlows.Backup.Volumes;
using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Reading;

/// <summary>
/// Goes over a volume from label to label, passing over the data. A group of labels that is damaged costs nothing as long as the other one of
/// its piece can be read: both say all that counts.
/// </summary>
internal sealed class VolumeScan(VolumeReader volume, CancellationToken cancellationToken)
{
    private readonly byte[] _buffer = volume.NewBuffer();

    /// <summary>What was met that is not as it should be, for people, with the block address.</summary>
    public List<(long BlockAddress, string Reason)> Faults { get; } = [];

    /// <summary>Where the recorded data that counts ends: behind the last piece with a trailer.</summary>
    public long EndAddress { get; private set; }

    /// <summary>A second filemark ends the recorded data: labels were taken back when the volume turned out to be full.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The pieces, in the order in which they stand. To be read on a thread of the drive's own.</summary>
    /// <param name="from">Where to begin: at labels.</param>
    public IReadOnlyList<ScannedPiece> Read(long from)
    {
        var pieces = new List<ScannedPiece>();
        EndAddress = from;
        volume.GoTo(from, cancellationToken);
        while (Next() is { } found)
        {
            if (found.Piece is not { } piece)
                continue;
            pieces.Add(piece);
            EndAddress = piece.EndAddress;
        }

        return pieces;
    }

    private Step? Next()
    {
        cancellationToken.ThrowIfCancellationRequested();
        var address = volume.Position;
        switch (volume.ReadLabels(_buffer))
        {
            case LabelReading.Opening opening:
                return Behind(address, opening.Header);
            case LabelReading.EndOfData or LabelReading.Blank:
                return null;
            case LabelReading.DriveFailed failed:
                throw TapeException.From(failed.Result, "read labels", volume.Barcode, volume.Mounted.Drive.Name);
            case LabelReading.Damaged damaged:
                Faults.Add((address, $"labels are damaged: {damaged.Reason}"));
                volume.GoTo(address, cancellationToken);
                return volume.SpaceFilemarks(1, cancellationToken).IsDone ? Behind(address, header: null) : null;
            case LabelReading.Foreign foreign:
                if (volume.Position == address + 1 && IsEndOfData())
                {
                    IsClosed = true;
                    return null;
                }

                Faults.Add((address, foreign.Reason));
                break;
            default:
                Faults.Add((address, "labels that end a piece stand where one should begin"));
                break;
        }

        // Out of step: go on with whatever comes behind the next filemark, until labels make sense again.
        return volume.Position > address || volume.SpaceFilemarks(1, cancellationToken).IsDone ? new Step(null) : null;
    }

    private Step? Behind(long labelAddress, SegmentHeader? header)
    {
        if (!volume.SpaceFilemarks(1, cancellationToken).IsDone)
            return Unfinished(labelAddress);
        var address = volume.Position;
        switch (volume.ReadLabels(_buffer))
        {
            case LabelReading.Trailer { Value: var trailer }:
                if (header is not null && trailer.Header != header)
                    Faults.Add((address, "the labels before and behind a piece do not agree"));
                return new Step(new ScannedPiece(trailer.Header, trailer, labelAddress, volume.Position));
            case LabelReading.DriveFailed failed:
                throw TapeException.From(failed.Result, "read labels", volume.Barcode, volume.Mounted.Drive.Name);
            case LabelReading.EndOfData:
                return Unfinished(labelAddress);
            case LabelReading.Damaged damaged:
                Faults.Add((address, $"labels are damaged: {damaged.Reason}"));
                volume.GoTo(address, cancellationToken);
                var isMarked = volume.SpaceFilemarks(1, cancellationToken).IsDone;
                return header is null ? Lost(labelAddress) : !isMarked ? null : new Step(Count(labelAddress, header));
            default:
                Faults.Add((address, "no labels stand behind the data of a piece"));
                return Lost(labelAddress);
        }
    }

    /// <summary>The trailer is lost: what it said is found out by reading the data, as far as that can be.</summary>
    private ScannedPiece Count(long labelAddress, SegmentHeader header)
    {
        var end = volume.Position;
        long blocks = 0, bytes = 0;
        volume.GoTo(header.FirstBlockAddress, cancellationToken);
        using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        for (TapeResult read; (read = volume.Read(_buffer)).IsDone; blocks++, bytes += read.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(_buffer, 0, read.Count);
        }

        volume.GoTo(end, cancellationToken);
        var trailer = new SegmentTrailer(header, PieceEnding.Complete, blocks, bytes, hash.GetHashAndReset(), 0, bytes, 0);
        return new ScannedPiece(header, trailer, labelAddress, end);
    }

    private Step? Lost(long labelAddress)
    {
        Faults.Add((labelAddress, "a piece whose labels cannot be read"));
        return new Step(null);
    }

    private Step? Unfinished(long labelAddress)
    {
        RestAddress = labelAddress;
        return null;
    }

    private bool IsEndOfData()
    {
        var address = volume.Position;
        if (volume.ReadLabels(_buffer) is LabelReading.EndOfData)
            return true;
        volume.GoTo(address, cancellationToken);
        return false;
    }

    /// <summary>Where a piece at the end begins that was never finished: not committed, and not missed by anybody.</summary>
    public long? RestAddress { get; private set; }

    /// <summary>One step over the volume, with or without a piece; none: the end.</summary>
    private sealed record Step(ScannedPiece? Piece);
}
