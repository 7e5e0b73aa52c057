using System.Formats.Tar;
using System.Security.Cryptography;
using TapeFlows.Backup;
using TapeFlows.Backup.Archive;
using TapeFlows.Backup.Compression;
using TapeFlows.Backup.Runs;
using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Labels;
using TarReader = TapeFlows.Backup.Archive.TarReader;

namespace TapeFlows.Scenarios.Spanning;

/// <summary>
/// Whatever the sizes of blocks, segments and cartridges, so that files, headers and frames are cut anywhere: what is on the volumes, read
/// without the code that wrote it, is the source.
/// </summary>
public sealed class SpanningTests
{
    public static TheoryData<int, string> Shapes()
    {
        var shapes = new TheoryData<int, string>();
        for (var seed = 0; seed < Count; seed++)
            shapes.Add(seed, (seed % 3) switch { 0 => "none", 1 => "zstd", _ => "gzip" });
        return shapes;
    }

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("TAPEFLOWS_SPANNING"), out var count) ? count : 18;

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task What_is_on_the_volumes_is_the_source(int seed, string compression)
    {
        var random = new Random(seed);
        var blockSize = 4096 << random.Next(0, 4);
        var segmentSize = random.Next(64, 1500) * 1024L;
        await using var house = await House.BuildAsync(capacity: random.Next(350, 900) * 1024L, blockSize, cartridges: 24);
        var expected = MakeTree(house.Source, random);

        var result = await house.BackUpAsync(request => request with
        {
            BlockSize = blockSize,
            SegmentSize = segmentSize,
            Compression = compression,
            BufferBytes = blockSize * random.Next(8, 64),
        });

        Assert.Equal(SetState.Complete, result.Set.State);
        Assert.Empty(result.Problems);
        var pieces = await ReadSetAsync(house, result);
        AssertEachIsAnArchive(pieces);
        var found = Extract(pieces);
        Assert.Equal(expected.Order(), found.Order());
        await AssertPositionsAsync(house, result, pieces);
    }

    private static List<string> MakeTree(string root, Random random)
    {
        var digests = new List<string>();
        for (var i = 0; i < 60; i++)
        {
            var directory = Path.Combine(root, $"d{random.Next(6)}", new string('x', random.Next(1, 120)));
            Directory.CreateDirectory(directory);
            var size = random.Next(4) switch { 0 => random.Next(0, 600), 1 => random.Next(0, 20_000), 2 => random.Next(0, 120_000), _ => random.Next(0, 700_000) / 4 };
            var content = new byte[size];
            if (random.Next(2) == 0)
                random.NextBytes(content);
            else
                content.AsSpan().Fill((byte)'a');
            var path = Path.Combine(directory, $"f{i}");
            File.WriteAllBytes(path, content);
            digests.Add($"{path[1..]} {Convert.ToHexString(SHA256.HashData(content))}");
        }

        return digests;
    }

    private static async Task<List<WrittenPiece>> ReadSetAsync(House house, BackupResult result)
    {
        var known = await house.Catalog.ListSegmentsAsync(result.Set.Id);
        var pieces = new List<WrittenPiece>();
        foreach (var barcode in known.Select(piece => piece.Barcode).Distinct())
        {
            var slot = house.Library.Inventory().Single(element => element.Barcode == barcode).Address;
            var bay = house.Library.Inventory().First(element => element.Kind == ElementKind.Drive);
            Assert.True(house.Library.Move(slot, bay.Address).IsDone);
            using (var drive = house.Library.OpenDrive(bay.DriveName!))
            {
                pieces.AddRange(WrittenPiece.ReadAll(drive));
                Assert.True(drive.Unload().IsDone);
            }

            Assert.True(house.Library.Move(bay.Address, slot).IsDone);
        }

        Assert.Equal(known.Count, pieces.Count);
        foreach (var (piece, row) in pieces.Zip(known))
            piece.AssertIs(row);
        return pieces;
    }

    private static void AssertEachIsAnArchive(List<WrittenPiece> pieces)
    {
        foreach (var piece in pieces)
        {
            var reader = new TarReader(Decode(piece.Data[..(int)piece.Trailer.ValidBytes], piece));
            while (reader.Next() is not null)
            {
                // Reading to the end is the test: a later section has to make sense without the one before.
            }
        }
    }

    private static List<string> Extract(List<WrittenPiece> pieces)
    {
        var found = new List<string>();
        var parts = new SortedDictionary<string, MemoryStream>(StringComparer.Ordinal);
        foreach (var segment in pieces.Where(piece => piece.Header.Kind == SegmentKind.Data).GroupBy(piece => piece.Header.Segment))
        {
            var joined = new MemoryStream();
            foreach (var piece in segment)
                joined.Write(piece.Joined);
            using var tar = new System.Formats.Tar.TarReader(Decode(joined.ToArray(), segment.First()));
            while (tar.GetNextEntry(copyData: true) is { } entry)
            {
                if (entry.EntryType is TarEntryType.RegularFile)
                    Append(parts, entry);
            }
        }

        foreach (var (path, content) in parts)
            found.Add($"{path} {Convert.ToHexString(SHA256.HashData(content.ToArray()))}");
        return found;
    }

    private static void Append(SortedDictionary<string, MemoryStream> parts, TarEntry entry)
    {
        var name = entry.Name;
        var directory = name.IndexOf("/GNUFileParts.", StringComparison.Ordinal);
        if (directory >= 0)
            name = name[..directory] + name[name.LastIndexOf('/')..name.LastIndexOf('.')];
        if (!parts.TryGetValue(name, out var content))
            parts.Add(name, content = new MemoryStream());
        entry.DataStream?.CopyTo(content);
    }

    /// <summary>Every row's position leads to its own header, on its own piece.</summary>
    private static async Task AssertPositionsAsync(House house, BackupResult result, List<WrittenPiece> pieces)
    {
        long ordinal = 0;
        await foreach (var row in house.Catalog.ReadFilesAsync(result.Set.Id))
        {
            Assert.True(row.Ordinal > ordinal);
            ordinal = row.Ordinal;
            var piece = pieces[row.Position.Piece - 1];
            var offset = ((row.Position.BlockAddress - piece.Header.FirstBlockAddress) * piece.Header.BlockSize) + row.Position.Offset;
            var stream = Decode(piece.Data[(int)offset..(int)piece.Trailer.ValidBytes], piece);
            stream.ReadExactly(new byte[row.Position.Skip]);
            var member = new TarReader(stream).Next();
            Assert.Equal(row.Path, member!.Entry.Path);
        }

        Assert.Equal(result.Set.Files, ordinal);
    }

    private static Stream Decode(byte[] data, WrittenPiece piece) =>
        CompressionMethods.Parse(piece.Header.Compression).CreateDecoder(new MemoryStream(data)) ?? (Stream)new MemoryStream(data);
}
