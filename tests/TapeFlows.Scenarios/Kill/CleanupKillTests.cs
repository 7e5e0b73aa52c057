using TapeFlows.Backup;
using TapeFlows.Backup.Runs;
using TapeFlows.Backup.Sources;
using TapeFlows.Backup.Volumes;
using TapeFlows.Catalog;
using TapeFlows.Scenarios.Proof;
using TapeFlows.Tape.Virtual;

namespace TapeFlows.Scenarios.Kill;

/// <summary>
/// The cleaning process is killed, at a step counted in advance or at any moment: what the catalog still shows can be read, every set has what it stands on, nothing is scratch that
/// holds something, and backups and cleanups go on. 20 kills; <c>TAPEFLOWS_CLEANUP_KILLS</c> says another number.
/// </summary>
public sealed class CleanupKillTests
{
    private const int KillsPerHouse = 10;
    private const int LargestFile = 60_000;

    public static TheoryData<int> Houses()
    {
        var kills = int.TryParse(Environment.GetEnvironmentVariable("TAPEFLOWS_CLEANUP_KILLS"), out var count) ? count : 20;
        return [.. Enumerable.Range(0, (kills + KillsPerHouse - 1) / KillsPerHouse)];
    }

    [Theory]
    [MemberData(nameof(Houses))]
    public async Task A_killed_cleanup_takes_nothing_that_is_needed_and_leaves_nothing_half_gone(int seed)
    {
        var random = new Random(seed);
        var folder = Build(random);
        try
        {
            await BackUpAsync(folder.FullName, random, BackupType.Full);
            for (var kill = 0; kill < KillsPerHouse; kill++)
            {
                for (var sets = random.Next(1, 4); sets > 0; sets--)
                    await BackUpAsync(folder.FullName, random, (BackupType)random.Next(1, 4));
                await KillOneAsync(folder.FullName, random);
                await ProveAsync(folder.FullName);
            }

            await BackUpAsync(folder.FullName, random, BackupType.Full);
            using (var cleanup = DoomedBackup.StartCleanup(folder.FullName, step: 0))
                Assert.Null((await cleanup.EndAsync()).Failure);
            await ProveAsync(folder.FullName);
            await AssertOnlyTheLastIsLeftAsync(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static DirectoryInfo Build(Random random)
    {
        var folder = Directory.CreateTempSubdirectory("tapeflows-cleanup-kill-");
        VirtualLibrary.Create(
            Path.Combine(folder.FullName, "library"),
            new VirtualLibraryOptions { Slots = 60, Drives = 2, Capacity = 320 * 1024, MaxBlockSize = 4096 }).Dispose();
        SourceTree.Make(Path.Combine(folder.FullName, "source"), random, files: 20, LargestFile);
        return folder;
    }

    private static async Task BackUpAsync(string folder, Random random, BackupType type)
    {
        SourceTree.Change(Path.Combine(folder, "source"), random, changes: 4, LargestFile);
        using var library = VirtualLibrary.Open(Path.Combine(folder, "library"));
        await using var catalog = await CatalogDatabase.OpenAsync(CatalogOptions.InFolder(folder), TimeProvider.System);
        await using var session = new LibrarySession(library, catalog, TimeProvider.System);
        var request = new BackupRequest
        {
            Sources = new SourceOptions { Roots = [Path.Combine(folder, "source")] },
            Type = type,
            BlockSize = 4096,
            SegmentSize = 128 * 1024,
            BufferBytes = 16 * 4096,
            SpoolFolder = Path.Combine(folder, "spool"),
        };
        await new BackupRun(catalog, session, TimeProvider.System).ExecuteAsync(request);
    }

    private static async Task KillOneAsync(string folder, Random random)
    {
        // Some of a cleanup's calls come for each set and volume: what lies behind the last one gets through.
        var step = random.Next(3) == 0 ? 0 : random.NextInt64(1, 30);
        using var cleanup = DoomedBackup.StartCleanup(folder, step);
        Assert.Equal("begins", await cleanup.ReadLineAsync());
        if (step > 0)
            await cleanup.ReadLineAsync();
        else
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(150)));
        await cleanup.KillAsync();
    }

    private static async Task ProveAsync(string folder)
    {
        using var library = VirtualLibrary.Open(Path.Combine(folder, "library"));
        await using var catalog = await CatalogDatabase.OpenAsync(CatalogOptions.InFolder(folder), TimeProvider.System);
        var proof = await TapeProof.ReadAsync(library, catalog);
        proof.AssertSound();
        await SetProof.AssertVisibleFilesReadAsync(catalog, proof);
        var sets = await catalog.ListSetsAsync(new SetQuery { Take = 1000 });
        Assert.All(sets.Where(set => set.BaseId is not null), set => Assert.Contains(sets, other => other.Id == set.BaseId));
        foreach (var volume in await catalog.ListVolumesAsync())
        {
            var pieces = await catalog.ListSegmentsOnVolumeAsync(volume.Barcode);
            Assert.Equal(pieces.Count, volume.Segments);
            Assert.False(volume.State == VolumeState.Scratch && pieces.Count > 0, $"{volume.Barcode} is scratch and holds {pieces.Count} pieces.");
            Assert.True(pieces.Count == 0 || pieces.Max(piece => piece.EndAddress) <= volume.AppendAddress, $"{volume.Barcode} would be appended to over what it holds.");
        }

        await SetProof.AssertIsTreeAsync(catalog, sets[0], Path.Combine(folder, "source"));
    }

    private static async Task AssertOnlyTheLastIsLeftAsync(string folder)
    {
        await using var catalog = await CatalogDatabase.OpenAsync(CatalogOptions.InFolder(folder), TimeProvider.System);
        var set = Assert.Single(await catalog.ListSetsAsync(new SetQuery()));
        foreach (var volume in await catalog.ListVolumesAsync())
        {
            Assert.All(await catalog.ListSegmentsOnVolumeAsync(volume.Barcode), piece => Assert.Equal(set.Id, piece.SetId));
            Assert.Equal(volume.Segments == 0, volume.State == VolumeState.Scratch);
        }
    }
}
