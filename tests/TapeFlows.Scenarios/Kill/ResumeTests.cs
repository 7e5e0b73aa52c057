using System.Globalization;
using TapeFlows.Backup;
using TapeFlows.Backup.Verify;
using TapeFlows.Backup.Volumes;
using TapeFlows.Catalog;
using TapeFlows.Scenarios.Proof;
using TapeFlows.Tape.Virtual;

namespace TapeFlows.Scenarios.Kill;

/// <summary>
/// The writing process is killed at every sort of moment, between commit and catalog among them, and the same set is gone on with until it is
/// complete: one set, nothing written twice that was committed, and it restores and verifies like one that nothing happened to.
/// 3 sets of 3 kills; <c>TAPEFLOWS_KILLS</c> says how many kills in all.
/// </summary>
public sealed class ResumeTests
{
    private const int KillsPerSet = 3;
    private const int LargestFile = 150_000;

    public static TheoryData<int> Sets()
    {
        var kills = int.TryParse(Environment.GetEnvironmentVariable("TAPEFLOWS_KILLS"), out var count) ? count : 9;
        return [.. Enumerable.Range(0, (kills + KillsPerSet - 1) / KillsPerSet)];
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task A_set_whose_writer_is_killed_again_and_again_is_gone_on_with_and_becomes_whole(int seed)
    {
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("tapeflows-resume-");
        try
        {
            Build(folder.FullName, random);
            var type = seed % 2 == 0 ? BackupType.Full : BackupType.Incremental;
            var steps = await RunAsync(folder.FullName, BackupType.Full, Guid.NewGuid());
            SourceTree.Change(SourceOf(folder.FullName), random, changes: 25, LargestFile);

            var setId = Guid.NewGuid();
            var committed = 0;
            for (var kill = 0; kill < KillsPerSet; kill++)
            {
                await KillAsync(folder.FullName, type, setId, random.NextInt64(5, type == BackupType.Full ? steps : steps / 2));
                committed = await AssertKeptAsync(folder.FullName, setId, committed);
            }

            await RunAsync(folder.FullName, type, setId);
            await AssertWholeAsync(folder.FullName, setId, committed);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_kill_behind_the_mark_on_tape_and_before_the_catalog_loses_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("tapeflows-resume-");
        try
        {
            Build(folder.FullName, new Random(77));
            var setId = Guid.NewGuid();
            for (var committed = 0; committed < 4; committed++)
            {
                // The one before is settled by the tape when the writer goes on; so one more is there each time.
                await KillAsync(folder.FullName, BackupType.Full, setId, committed == 0 ? "mark1" : "mark2");
                Assert.Equal(committed, await AssertKeptAsync(folder.FullName, setId, committed));
            }

            await RunAsync(folder.FullName, BackupType.Full, setId);
            await AssertWholeAsync(folder.FullName, setId, committed: 4, sets: 1);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Build(string folder, Random random)
    {
        VirtualLibrary.Create(
            Path.Combine(folder, "library"),
            new VirtualLibraryOptions { Slots = 60, Drives = 2, Capacity = 320 * 1024, MaxBlockSize = 4096 }).Dispose();
        SourceTree.Make(SourceOf(folder), random, files: 40, LargestFile);
        var first = Directory.GetFiles(SourceOf(folder), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        StockTool.RunWell(folder, "ln", first, SourceOf(folder) + "/zz-second-name");
    }

    private static string SourceOf(string folder) => Path.Combine(folder, "source");

    private static async Task<long> RunAsync(string folder, BackupType type, Guid setId)
    {
        using var backup = DoomedBackup.Start(folder, type, step: 0, setId);
        var (steps, failure) = await backup.EndAsync();
        Assert.Null(failure);
        return steps;
    }

    private static Task KillAsync(string folder, BackupType type, Guid setId, long step) =>
        KillAsync(folder, type, setId, step.ToString(CultureInfo.InvariantCulture));

    private static async Task KillAsync(string folder, BackupType type, Guid setId, string step)
    {
        using var backup = DoomedBackup.Start(folder, type, step, setId);
        while (await backup.ReadLineAsync() is { } line && line != "stands")
            Assert.DoesNotContain("fails", line, StringComparison.Ordinal);
        await backup.KillAsync();
    }

    /// <summary>What was committed before stays committed.</summary>
    private static async Task<int> AssertKeptAsync(string folder, Guid setId, int committed)
    {
        await using var catalog = await CatalogDatabase.OpenAsync(CatalogOptions.InFolder(folder), TimeProvider.System);
        var pieces = (await catalog.FindSetAsync(setId))?.Pieces ?? 0;
        Assert.True(pieces >= committed, $"The set had {committed} pieces, and now {pieces}.");
        return pieces;
    }

    private static async Task AssertWholeAsync(string folder, Guid setId, int committed, int sets = 2)
    {
        using var library = VirtualLibrary.Open(Path.Combine(folder, "library"));
        await using var catalog = await CatalogDatabase.OpenAsync(CatalogOptions.InFolder(folder), TimeProvider.System);
        var set = (await catalog.FindSetAsync(setId))!;
        Assert.Equal(sets, (await catalog.ListSetsAsync(new SetQuery())).Count);
        Assert.True(set.Pieces >= committed);
        Assert.Equal(Enumerable.Range(1, set.Pieces), (await catalog.ListSegmentsAsync(setId)).Select(piece => piece.Piece));
        var proof = await TapeProof.ReadAsync(library, catalog);
        proof.AssertSound();
        await SetProof.AssertIsTreeAsync(catalog, set, SourceOf(folder));
        await using var session = new LibrarySession(library, catalog, TimeProvider.System);
        var report = await new VerifyRun(catalog, session, TimeProvider.System).VerifySetAsync(setId);
        Assert.True(report.IsSound, string.Join('\n', report.Damages));
        Assert.Equal(set.Files, report.Files);
    }
}
