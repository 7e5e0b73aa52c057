using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using TapeFlows.Backup.Reading;
using TapeFlows.Backup.Volumes;
using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Tests.Reading;

/// <summary>A scan of a volume meets anything, and ends with what can be known.</summary>
public sealed class VolumeScanTests
{
    private const string Barcode = "TF0001L8";
    private const int BlockSize = 4096;
    private static readonly Guid VolumeId = Guid.NewGuid();
    private static readonly Guid SetId = Guid.NewGuid();

    [Fact]
    public async Task A_sound_volume_is_read_from_label_to_label()
    {
        var scan = await ScanAsync(Cartridge(pieces: 3));
        Assert.Empty(scan.Faults);
        Assert.Equal([1, 2, 3], scan.Pieces.Select(piece => piece.Header.Segment));
        Assert.All(scan.Pieces, piece => Assert.Equal(5, piece.Trailer!.Blocks));
    }

    [Fact]
    public void A_bit_that_flipped_anywhere_costs_no_piece_that_labels_still_tell_of()
    {
        Prop.ForAll(Gen.Choose(0, 1_000_000).Zip(Gen.Choose(0, 80 * 8 - 1)).ToArbitrary(), flip =>
        {
            var cartridge = Cartridge(pieces: 3);
            var block = flip.Item1 % cartridge.ObjectCount;
            if (!IsFilemark(cartridge, block))
                cartridge.FlipBit(block, flip.Item2);
            var scan = ScanAsync(cartridge).GetAwaiter().GetResult();
            Assert.Equal([1, 2, 3], scan.Pieces.Select(piece => piece.Header.Segment));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Fact]
    public void Random_blocks_and_filemarks_give_faults_and_an_end()
    {
        Prop.ForAll(Gen.ListOf(Gen.Choose(0, 1000)).ToArbitrary(), lengths =>
        {
            var cartridge = Cartridge(pieces: 1);
            using (var drive = Loaded(cartridge))
            {
                drive.SpaceToEndOfData();
                var random = new Random(lengths.Count);
                foreach (var length in lengths)
                {
                    var block = new byte[length % 3 == 0 ? Label.Size : length];
                    random.NextBytes(block);
                    _ = length % 4 == 0 || block.Length == 0 ? drive.WriteFilemarks(1, FilemarkMode.Immediate) : drive.Write(block);
                }

                drive.WriteFilemarks(0, FilemarkMode.Synchronous);
            }

            Assert.Equal(1, ScanAsync(cartridge).GetAwaiter().GetResult().Pieces.Single().Header.Segment);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    private static async Task<(IReadOnlyList<ScannedPiece> Pieces, IReadOnlyList<(long, string)> Faults)> ScanAsync(MemoryCartridge cartridge)
    {
        using var drive = Loaded(cartridge);
        var volume = await VolumeReader.OpenAsync(new OneVolume(drive), Barcode, VolumeId, CancellationToken.None);
        var scan = new VolumeScan(volume, CancellationToken.None);
        return (scan.Read(0), scan.Faults);
    }

    private static MemoryCartridge Cartridge(int pieces)
    {
        var cartridge = new MemoryCartridge(Barcode);
        using var drive = Loaded(cartridge);
        for (var piece = 1; piece <= pieces; piece++)
            WritePiece(drive, piece);
        return cartridge;
    }

    private static void WritePiece(MemoryDrive drive, int number)
    {
        Assert.True(drive.ReadPosition(out var at).IsDone);
        var labels = new byte[LabelGroup.LongestGroup];
        var first = at + (at == 0 ? LabelGroup.OpeningLabelsWithVolume : LabelGroup.OpeningLabels) + 1;
        var header = new SegmentHeader(new VolumeIdentity(Barcode, VolumeId), new SetIdentity(SetId, "full", null, "default"), number, number, 1, number, SegmentKind.Data, BlockSize, "none", first, DateTimeOffset.UnixEpoch, null, "1.0");
        Write(drive, labels.AsSpan(0, LabelGroup.WriteOpening(header, at == 0, labels)), Label.Size);
        var data = new byte[5 * BlockSize];
        new Random(number).NextBytes(data);
        Write(drive, data, BlockSize);
        var trailer = new SegmentTrailer(header, PieceEnding.Complete, 5, data.Length, SHA256.HashData(data), 0, data.Length, 0);
        Write(drive, labels.AsSpan(0, LabelGroup.WriteTrailer(trailer, labels)), Label.Size);
    }

    private static void Write(MemoryDrive drive, ReadOnlySpan<byte> bytes, int blockSize)
    {
        for (; !bytes.IsEmpty; bytes = bytes[blockSize..])
            Assert.True(drive.Write(bytes[..blockSize]).IsDone);
        Assert.True(drive.WriteFilemarks(1, FilemarkMode.Synchronous).IsDone);
    }

    private static bool IsFilemark(MemoryCartridge cartridge, long block)
    {
        using var drive = Loaded(cartridge);
        drive.Locate(block);
        return drive.Read(new byte[drive.MaxBlockSize]).Status == TapeStatus.Filemark;
    }

    private static MemoryDrive Loaded(MemoryCartridge cartridge)
    {
        var drive = new MemoryDrive(cartridge);
        Assert.True(drive.Load().IsDone);
        return drive;
    }

    private sealed class OneVolume(MemoryDrive drive) : IVolumeSupply
    {
        public Task<MountedVolume> NextForWritingAsync(VolumeRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<MountedVolume> ForReadingAsync(string barcode, CancellationToken cancellationToken) => Task.FromResult(new MountedVolume(barcode, drive));

        public Task ReturnAsync(MountedVolume volume, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
