using TapeFlows.Backup;
using TapeFlows.Scenarios.Restoring;
using TapeFlows.Tape.Labels;
using TapeFlows.Tape.Virtual;

namespace TapeFlows.Scenarios.Recovering;

/// <summary>
/// Sets restored by the script on their own tape from dumped cartridges: <c>sh</c>, <c>tar</c> and <c>sha256sum</c>, and not one line of TapeFlows.
/// </summary>
public sealed class RecoverScriptTests
{
    public static TheoryData<int, string> Shapes()
    {
        var shapes = new TheoryData<int, string>();
        for (var seed = 0; seed < Count; seed++)
            shapes.Add(seed, (seed % 3) switch { 0 => "none", 1 => "zstd", _ => "gzip" });
        return shapes;
    }

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("TAPEFLOWS_ROUND_TRIPS"), out var count) ? count : 3;

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Any_set_is_recovered_whole(int seed, string compression)
    {
        var random = new Random(seed);
        var blockSize = 4096 << random.Next(0, 4);
        await using var house = await House.BuildAsync(capacity: random.Next(350, 900) * 1024L, blockSize, cartridges: 32);
        new RandomTree(house.Source, random).Grow(80);
        var before = TreeSnapshot.Of(house.Source);
        var result = await house.BackUpAsync(request => request with
        {
            BlockSize = blockSize,
            SegmentSize = random.Next(64, 1500) * 1024L,
            Compression = compression,
        });
        await RecoverAsync(house, result.Set);
        Assert.Equal(before, TreeSnapshot.Of(house.Restored));
    }

    [Fact]
    public async Task A_chain_is_recovered_set_by_set()
    {
        var random = new Random(7);
        await using var house = await House.BuildAsync(capacity: 2 * 1024 * 1024, 16384, cartridges: 32);
        var tree = new RandomTree(house.Source, random);
        tree.Grow(60);
        foreach (var type in new[] { BackupType.Full, BackupType.Incremental, BackupType.Incremental })
        {
            var result = await house.BackUpAsync(request => request with { Type = type, BlockSize = 16384, SegmentSize = 300_000, Compression = "zstd" });
            Assert.Equal(type, result.Set.Type);
            await RecoverAsync(house, result.Set);
            Assert.Equal(TreeSnapshot.Of(house.Source), TreeSnapshot.Of(house.Restored));
            tree.Change(25);
        }
    }

    internal static async Task RecoverAsync(House house, BackupSet set)
    {
        var pieces = await house.Catalog.ListSegmentsAsync(set.Id);
        var folders = pieces.Select(piece => piece.Barcode).Distinct(StringComparer.Ordinal).ToDictionary(barcode => barcode, barcode => Dump(house, set, barcode));
        var script = Path.Combine(house.Root, $"recover-{set.Id:N}.sh");
        ExtractScript(house, pieces, folders, script);
        Shell(house.Root, "sh \"$0\" --check --to \"$@\"", [script, house.Target, .. folders.Values]);
    }

    private static string Dump(House house, BackupSet set, string barcode)
    {
        var folder = Path.Combine(house.Root, $"dump-{set.Id:N}-{barcode}");
        Directory.CreateDirectory(folder);
        CartridgeDump.Write(house.Library.FindCartridge(barcode)!.Path, folder);
        return folder;
    }

    // As a person does by what README.txt says: join the manifest's sections, decode, take the script out of the archive.
    private static void ExtractScript(House house, IReadOnlyList<Segment> pieces, Dictionary<string, string> folders, string script)
    {
        var archive = script + ".archive";
        using (var joined = File.Create(archive))
            foreach (var piece in pieces.Where(piece => piece.Kind == SegmentKind.Manifest))
            {
                var data = File.ReadAllBytes(Path.Combine(folders[piece.Barcode], $"{((piece.FileSequence - 1) * 3) + 2:D4}"));
                joined.Write(data.AsSpan((int)piece.RestartBytes..(int)piece.ValidBytes));
            }

        var decode = pieces[^1].Compression switch { "gzip" => "gzip -dc", "zstd" => "zstd -dcq", _ => "cat" };
        Shell(house.Root, $"{decode} < \"$0\" | tar -xOf - recover.sh > \"$1\"", [archive, script]);
    }

    private static void Shell(string folder, string command, string[] arguments)
    {
        var outcome = StockTool.RunWell(folder, "sh", ["-c", command, .. arguments]);
        Assert.DoesNotContain("WARNING", outcome.Error + outcome.Text, StringComparison.Ordinal);
    }
}
