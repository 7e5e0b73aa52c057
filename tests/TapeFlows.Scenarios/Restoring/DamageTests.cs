using TapeFlows.Backup;
using TapeFlows.Backup.Restore;
using TapeFlows.Backup.Runs;
using TapeFlows.Backup.Verify;

namespace TapeFlows.Scenarios.Restoring;

/// <summary>Flipped bits, lost volumes: all is found, nothing wrong is put in place, the rest comes back.</summary>
public sealed class DamageTests
{
    /// <summary>Of each compression. On demand many more: <c>TAPEFLOWS_FLIPS=100000</c>.</summary>
    private static int Flips => int.TryParse(Environment.GetEnvironmentVariable("TAPEFLOWS_FLIPS"), out var count) ? count : 10;

    [Theory]
    [InlineData("none")]
    [InlineData("zstd")]
    public async Task A_sound_set_and_its_volumes_verify(string compression)
    {
        await using var house = await House.BuildAsync(capacity: 700 * 1024, 8192, cartridges: 24);
        var result = await WriteAsync(house, 5, compression);

        var set = await house.VerifyAsync(run => run.VerifySetAsync(result.Set.Id));
        Assert.Empty(set.Damages);
        Assert.Equal(result.Set.Files, set.Files);
        Assert.Equal(result.Set.Pieces, set.Pieces);
        foreach (var barcode in result.Volumes)
        {
            var volume = await house.VerifyAsync(run => run.VerifyVolumeAsync(barcode));
            Assert.Empty(volume.Damages);
            Assert.True(volume.Pieces > 0);
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task Every_flipped_bit_is_found_and_nothing_wrong_is_restored(string compression)
    {
        var random = new Random(11);
        await using var house = await House.BuildAsync(capacity: 300 * 1024, 8192, cartridges: 16);
        var result = await WriteAsync(house, 11, compression, segmentSize: 150_000, entries: 14);
        var before = TreeSnapshot.Of(house.Source).ToHashSet(StringComparer.Ordinal);
        for (var flip = 0; flip < Flips; flip++)
        {
            var barcode = result.Volumes[random.Next(result.Volumes.Count)];
            using var damage = FlippedBit.In(house.DataOf(barcode), random);

            var set = await house.VerifyAsync(run => run.VerifySetAsync(result.Set.Id));
            Assert.True(set.DamageCount > 0, $"The verify of the set did not find {damage}.");
            var volume = await house.VerifyAsync(run => run.VerifyVolumeAsync(barcode));
            Assert.True(volume.DamageCount > 0, $"The verify of the volume did not find {damage}.");
            var report = await house.RestoreAsync(new RestoreRequest { Target = house.Target });
            AssertHonest(house, report, before);

            Directory.Delete(house.Target, recursive: true);
        }
    }

    [Fact]
    public async Task A_lost_volume_costs_what_is_on_it_and_no_more()
    {
        await using var house = await House.BuildAsync(capacity: 700 * 1024, 8192, cartridges: 24);
        var result = await WriteAsync(house, 7, "gzip", segmentSize: 100_000);
        var before = TreeSnapshot.Of(house.Source).ToHashSet(StringComparer.Ordinal);
        var lost = result.Volumes[1];
        house.Library.RemoveCartridge(lost);

        var plan = await new RestorePlanner(house.Catalog).MakeAsync(
            new RestoreRequest(), house.Library.Inventory().Where(element => element.IsFull).Select(element => element.Barcode!).ToHashSet(StringComparer.Ordinal));
        var report = await house.RestoreAsync(new RestoreRequest { Target = house.Target });

        Assert.Equal([lost], plan.MissingVolumes);
        Assert.True(report.LostCount > 0);
        // A further name of a lost file is lost too, which the plan leaves to the restore.
        Assert.InRange(plan.Unavailable, 1, report.LostCount);
        Assert.Contains(report.Lost, file => file.Reason.Contains(lost, StringComparison.Ordinal));
        Assert.True(report.Files > 10);
        AssertHonest(house, report, before);
    }

    private static void AssertHonest(House house, RestoreReport report, HashSet<string> before)
    {
        var after = Directory.Exists(house.Restored) ? TreeSnapshot.Of(house.Restored) : [];
        var lost = report.Lost.Select(file => ("/" + file.Path)[house.Source.Length..].TrimStart('/')).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(report.LostCount, report.Lost.Count);
        if (report.WarningCount == 0 && report.LostCount == 0)
            Assert.Equal(before, after.ToHashSet(StringComparer.Ordinal));
        // Every file that is there has the right content, and every one that is not there was told.
        var contents = before.Select(Content).ToHashSet(StringComparer.Ordinal);
        Assert.All(after, line => Assert.True(IsDirectory(line) || contents.Contains(Content(line)), line));
        var there = after.Select(Name).ToHashSet(StringComparer.Ordinal);
        Assert.All(before.Select(Name), name => Assert.True(there.Contains(name) || lost.Contains(name), $"'{name}' is missing and nobody said so."));
    }

    private static async Task<BackupResult> WriteAsync(House house, int seed, string compression, long segmentSize = 250_000, int entries = 60)
    {
        new RandomTree(house.Source, new Random(seed)).Grow(entries);
        return await house.BackUpAsync(request => request with { BlockSize = 8192, SegmentSize = segmentSize, Compression = compression });
    }

    private static string Name(string line) => line[..line.IndexOf(' ', StringComparison.Ordinal)];

    private static string Content(string line) => $"{Name(line)} {line[(line.LastIndexOf(' ') + 1)..]}";

    private static bool IsDirectory(string line) => line.EndsWith(' ');
}
