using System.Security.Cryptography;
using TapeFlows.Backup.Rebuild;
using TapeFlows.Backup.Volumes;
using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Scenarios.Restoring.Hostile;

/// <summary>A cartridge that somebody else has written: sound labels around an archive of their making, and no manifest.</summary>
internal static class ForeignCartridge
{
    private const int BlockSize = 8192;

    /// <summary>Writes it, and has the catalog learn what is on it.</summary>
    /// <returns>What the rebuild says; the set is the only one.</returns>
    public static async Task<RebuildReport> BringAsync(House house, byte[] archive)
    {
        var barcode = house.Library.Inventory().First(element => element.IsFull).Barcode!;
        await using var session = new LibrarySession(house.Library, house.Catalog, TimeProvider.System);
        var mounted = await session.MountAsync(barcode, CancellationToken.None);
        Write(mounted.Drive, barcode, archive);
        await session.ReturnAsync(mounted, CancellationToken.None);
        return await new CatalogRebuild(house.Catalog, session, TimeProvider.System).RunAsync([barcode]);
    }

    private static void Write(ITapeDrive drive, string barcode, byte[] archive)
    {
        var header = new SegmentHeader(
            new VolumeIdentity(barcode, Guid.NewGuid()), new SetIdentity(Guid.NewGuid(), "full", null, "default"), 1, 1, 1, 1, SegmentKind.Data, BlockSize, "none",
            LabelGroup.OpeningLabelsWithVolume + 1, DateTimeOffset.UnixEpoch.AddYears(50), null, "1.0");
        var labels = new byte[LabelGroup.LongestGroup];
        WriteBlocks(drive, labels.AsSpan(0, LabelGroup.WriteOpening(header, withVolumeLabel: true, labels)), Label.Size);
        Require(drive.WriteFilemarks(1, FilemarkMode.Immediate));
        WriteBlocks(drive, archive, BlockSize);
        Require(drive.WriteFilemarks(1, FilemarkMode.Immediate));
        var blocks = (archive.Length + BlockSize - 1) / BlockSize;
        var trailer = new SegmentTrailer(header, PieceEnding.Complete, blocks, archive.Length, SHA256.HashData(archive), 0, archive.Length, 0);
        WriteBlocks(drive, labels.AsSpan(0, LabelGroup.WriteTrailer(trailer, labels)), Label.Size);
        Require(drive.WriteFilemarks(1, FilemarkMode.Synchronous));
    }

    private static void WriteBlocks(ITapeDrive drive, ReadOnlySpan<byte> bytes, int blockSize)
    {
        for (; !bytes.IsEmpty; bytes = bytes[Math.Min(bytes.Length, blockSize)..])
            Require(drive.Write(bytes[..Math.Min(bytes.Length, blockSize)]));
    }

    private static void Require(TapeResult result) => Assert.True(result.IsDone, result.ToString());
}
