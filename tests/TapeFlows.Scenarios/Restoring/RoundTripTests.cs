using TapeFlows.Backup;
using TapeFlows.Backup.Restore;
using TapeFlows.Backup.Volumes;

namespace TapeFlows.Scenarios.Restoring;

/// <summary>Any tree, backed up and restored with any sizes of block, segment and cartridge, is the same tree.</summary>
public sealed class RoundTripTests
{
    public static TheoryData<int, string> Shapes()
    {
        var shapes = new TheoryData<int, string>();
        for (var seed = 0; seed < Count; seed++)
            shapes.Add(seed, (seed % 3) switch { 0 => "none", 1 => "zstd", _ => "gzip" });
        return shapes;
    }

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("TAPEFLOWS_ROUND_TRIPS"), out var count) ? count : 9;

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task What_is_restored_is_the_source(int seed, string compression)
    {
        var random = new Random(seed);
        var blockSize = 4096 << random.Next(0, 4);
        await using var house = await House.BuildAsync(capacity: random.Next(350, 900) * 1024L, blockSize, cartridges: 32);
        new RandomTree(house.Source, random).Grow(80);
        var before = TreeSnapshot.Of(house.Source);
        await house.BackUpAsync(request => request with
        {
            BlockSize = blockSize,
            SegmentSize = random.Next(64, 1500) * 1024L,
            Compression = compression,
            BufferBytes = blockSize * random.Next(8, 64),
        });

        var report = await house.RestoreAsync(new RestoreRequest { Target = house.Target, BufferBytes = blockSize * random.Next(1, 40) });

        Assert.Equal(0, report.LostCount);
        Assert.Empty(report.Warnings);
        Assert.Equal(before, TreeSnapshot.Of(house.Restored));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Each_point_in_time_of_a_chain_comes_back_as_it_was(int seed)
    {
        var random = new Random(seed);
        await using var house = await House.BuildAsync(capacity: 2 * 1024 * 1024, 16384, cartridges: 32);
        var tree = new RandomTree(house.Source, random);
        tree.Grow(60);
        var states = new List<(DateTimeOffset At, IReadOnlyList<string> Tree)>();
        foreach (var type in new[] { BackupType.Full, BackupType.Incremental, BackupType.Differential, BackupType.Incremental, BackupType.Incremental })
        {
            var result = await house.BackUpAsync(request => request with { Type = type, BlockSize = 16384, SegmentSize = 300_000 });
            Assert.Equal(type, result.Set.Type);
            states.Add((result.Set.StartedAt, TreeSnapshot.Of(house.Source)));
            tree.Change(25);
        }

        foreach (var (at, state) in states)
        {
            var report = await house.RestoreAsync(new RestoreRequest { Target = house.Target, At = at });
            Assert.Equal(0, report.LostCount);
            Assert.Empty(report.Warnings);
            Assert.Equal(state, TreeSnapshot.Of(house.Restored));
            Directory.Delete(house.Target, recursive: true);
        }
    }
}
