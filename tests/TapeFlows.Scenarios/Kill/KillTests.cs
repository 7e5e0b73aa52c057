using TapeFlows.Backup;
using TapeFlows.Catalog;
using TapeFlows.Scenarios.Proof;
using TapeFlows.Tape.Virtual;

namespace TapeFlows.Scenarios.Kill;

/// <summary>
/// The writing process is killed, at a step counted in advance or at any moment: what the catalog calls committed is on the volumes, what it shows
/// can be read, and the next run goes on where the last commit was. 20 kills; <c>TAPEFLOWS_KILLS</c> says another number.
/// </summary>
public sealed class KillTests
{
    private const int KillsPerHouse = 10;
    private const int LargestFile = 60_000;

    public static TheoryData<int> Houses()
    {
        var kills = int.TryParse(Environment.GetEnvironmentVariable("TAPEFLOWS_KILLS"), out var count) ? count : 20;
        return [.. Enumerable.Range(0, (kills + KillsPerHouse - 1) / KillsPerHouse)];
    }

    [Theory]
    [MemberData(nameof(Houses))]
    public async Task A_killed_backup_loses_nothing_committed_and_the_next_one_goes_on(int seed)
    {
        var random = new Random(seed);
        var folder = Build(random);
        try
        {
            var (steps, failure) = await RunThroughAsync(folder.FullName, BackupType.Full);
            Assert.Null(failure);
            await ProveAsync(folder.FullName, isComplete: true);
            for (var kill = 0; kill < KillsPerHouse; kill++)
            {
                SourceTree.Change(SourceOf(folder.FullName), random, changes: 6, LargestFile);
                await KillOneAsync(folder.FullName, random, steps);
                await ProveAsync(folder.FullName, isComplete: false);
            }

            (_, failure) = await RunThroughAsync(folder.FullName, BackupType.Incremental);
            Assert.Null(failure);
            await ProveAsync(folder.FullName, isComplete: true);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Two_processes_at_once_never_write_on_one_volume()
    {
        var folder = Build(new Random(99));
        try
        {
            using var one = DoomedBackup.Start(folder.FullName, BackupType.Full);
            using var other = DoomedBackup.Start(folder.FullName, BackupType.Full);
            var failures = new[] { await one.EndAsync(), await other.EndAsync() }.Select(end => end.Failure).OfType<string>().ToList();
            Assert.True(failures.Count < 2, string.Join('\n', failures));
            Assert.All(failures, failure => Assert.StartsWith("fails: ", failure, StringComparison.Ordinal));
            await ProveAsync(folder.FullName, isComplete: false);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static DirectoryInfo Build(Random random)
    {
        var folder = Directory.CreateTempSubdirectory("tapeflows-kill-");
        VirtualLibrary.Create(
            Path.Combine(folder.FullName, "library"),
            new VirtualLibraryOptions { Slots = 60, Drives = 2, Capacity = 320 * 1024, MaxBlockSize = 4096 }).Dispose();
        SourceTree.Make(SourceOf(folder.FullName), random, files: 40, LargestFile);
        return folder;
    }

    private static string SourceOf(string folder) => Path.Combine(folder, "source");

    private static async Task<(long Steps, string? Failure)> RunThroughAsync(string folder, BackupType type)
    {
        using var backup = DoomedBackup.Start(folder, type);
        return await backup.EndAsync();
    }

    private static async Task KillOneAsync(string folder, Random random, long steps)
    {
        // A full backup takes about as many steps as the first one did; the others fewer, so that some of them get through.
        var type = random.Next(3) switch { 0 => BackupType.Incremental, 1 => BackupType.Differential, _ => BackupType.Full };
        var step = random.Next(2) == 0 ? 0 : 1 + random.NextInt64(type == BackupType.Full ? steps : steps / 2);
        using var backup = DoomedBackup.Start(folder, type, step);
        Assert.Equal("begins", await backup.ReadLineAsync());
        if (step > 0)
            await backup.ReadLineAsync();
        else
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(600)));
        await backup.KillAsync();
    }

    private static async Task ProveAsync(string folder, bool isComplete)
    {
        using var library = VirtualLibrary.Open(Path.Combine(folder, "library"));
        await using var catalog = await CatalogDatabase.OpenAsync(CatalogOptions.InFolder(folder), TimeProvider.System);
        var proof = await TapeProof.ReadAsync(library, catalog);
        proof.AssertSound();
        await SetProof.AssertVisibleFilesReadAsync(catalog, proof);
        if (isComplete)
            await SetProof.AssertIsTreeAsync(catalog, (await catalog.ListSetsAsync(new SetQuery { Take = 1 }))[0], SourceOf(folder));
    }
}
