using System.Security.Cryptography;
using TapeFlows.Backup;
using TapeFlows.Backup.Volumes;
using TapeFlows.Scenarios.Spanning;
using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Scenarios.Proof;

/// <summary>
/// What the volumes really hold of everything the catalog calls committed: each piece read from its labels to its trailer, its blocks counted and
/// summed again. Shares no code with the writer but the labels.
/// </summary>
internal sealed class TapeProof
{
    /// <summary>The pieces that stand on their volume as the catalog says.</summary>
    public Dictionary<(Guid Set, int Piece), WrittenPiece> Sound { get; } = [];

    /// <summary>What is wrong with the others.</summary>
    public List<string> Damaged { get; } = [];

    /// <summary>Every piece that the catalog calls committed is on its volume as it says. Else the whole of what is wrong is told.</summary>
    public void AssertSound() => Assert.True(Damaged.Count == 0, string.Join('\n', Damaged));

    public static async Task<TapeProof> ReadAsync(ITapeLibrary library, ICatalog catalog)
    {
        var proof = new TapeProof();
        await using var session = new LibrarySession(library, catalog, TimeProvider.System);
        foreach (var volume in await catalog.ListVolumesAsync())
        {
            var pieces = (await catalog.ListSegmentsOnVolumeAsync(volume.Barcode)).Where(piece => piece.State == SegmentState.Committed).ToList();
            if (pieces.Count == 0)
                continue;
            AssertSideBySide(volume, pieces);
            var mounted = await session.ForReadingAsync(volume.Barcode, CancellationToken.None);
            foreach (var piece in pieces)
                proof.Read(mounted.Drive, piece);
            await session.EjectAsync(volume.Barcode, CancellationToken.None);
        }

        return proof;
    }

    /// <summary>Two writers at once, or a writer that began in the wrong place, would leave pieces that overlap.</summary>
    private static void AssertSideBySide(Volume volume, List<Segment> pieces)
    {
        long end = 0;
        foreach (var piece in pieces)
        {
            Assert.True(piece.LabelAddress >= end, $"On {volume.Barcode}, piece {piece.Piece} of set {piece.SetId} begins at {piece.LabelAddress}, inside the one before, which ends at {end}.");
            end = piece.EndAddress;
        }

        Assert.Equal(end, volume.AppendAddress);
        Assert.Equal(pieces.Count, volume.Segments);
    }

    private void Read(ITapeDrive drive, Segment piece)
    {
        try
        {
            Sound.Add((piece.SetId, piece.Piece), ReadPiece(drive, piece));
        }
        catch (PieceException damage)
        {
            Damaged.Add($"Piece {piece.Piece} of set {piece.SetId} on {piece.Barcode} at block {piece.LabelAddress}: {damage.Message}");
        }
    }

    private static WrittenPiece ReadPiece(ITapeDrive drive, Segment piece)
    {
        var buffer = new byte[drive.MaxBlockSize];
        Demand(drive.Locate(piece.LabelAddress).IsDone, "its labels cannot be reached");
        var opening = LabelReader.ReadGroup(drive, buffer) as LabelReading.Opening;
        Demand(opening is not null, "its header labels cannot be read");
        var data = new MemoryStream();
        var lengths = new List<int>();
        TapeResult read;
        while ((read = drive.Read(buffer)).IsDone)
        {
            data.Write(buffer, 0, read.Count);
            lengths.Add(read.Count);
        }

        Demand(read.Status == TapeStatus.Filemark, $"its data ends in {read.Status}");
        var trailer = (LabelReader.ReadGroup(drive, buffer) as LabelReading.Trailer)?.Value;
        Demand(trailer is not null, "its trailer labels cannot be read");
        Demand(drive.ReadPosition(out var end).IsDone && end == piece.EndAddress, $"it ends at {end}, not at {piece.EndAddress}");
        var written = new WrittenPiece(opening!.Header, trailer!, data.ToArray(), lengths);
        Demand(opening.Header == trailer!.Header && AgreesWith(written, piece), "labels and catalog disagree");
        Demand(SHA256.HashData(written.Data).AsSpan().SequenceEqual(piece.Sha256), "its SHA-256 is wrong");
        return written;
    }

    private static bool AgreesWith(WrittenPiece written, Segment piece) =>
        written.Header.SetId == piece.SetId
        && written.Header.Segment == piece.Number
        && written.Header.Section == piece.Section
        && written.Header.FirstBlockAddress == piece.FirstBlockAddress
        && written.Trailer.Blocks == piece.Blocks
        && written.BlockLengths.Count == piece.Blocks
        && written.Trailer.Bytes == piece.Bytes
        && written.Data.Length == piece.Bytes
        && written.Trailer.ValidBytes == piece.ValidBytes
        && written.Trailer.RestartBytes == piece.RestartBytes
        && written.Trailer.Sha256.Span.SequenceEqual(piece.Sha256);

    private static void Demand(bool condition, string damage)
    {
        if (!condition)
            throw new PieceException(damage);
    }

    private sealed class PieceException(string message) : Exception(message);
}
