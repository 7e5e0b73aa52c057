using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using TapeFlows.Backup;
using TapeFlows.Backup.Verify;
using TapeFlows.Backup.Volumes;
using TapeFlows.Catalog;
using TapeFlows.Operations;
using TapeFlows.Scenarios.Proof;
using TapeFlows.Tape.Virtual;

namespace TapeFlows.Scenarios.Kill;

/// <summary>
/// A node that works on a write is killed and started again, at every sort of moment: before and behind a commit, between the end of the operation and
/// its telling. The next start goes on by itself; in the end there is one set, whole, and its end was told. 2 operations of 3 kills;
/// <c>TAPEFLOWS_KILLS</c> says how many kills in all.
/// </summary>
public sealed class OperationKillTests
{
    private const int KillsPerOperation = 3;
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(4);
    private const string Key = "workflow/activity/1";

    public static TheoryData<int> Rounds()
    {
        var kills = int.TryParse(Environment.GetEnvironmentVariable("TAPEFLOWS_KILLS"), out var count) ? count : 6;
        return [.. Enumerable.Range(0, (kills + KillsPerOperation - 1) / KillsPerOperation)];
    }

    [Theory]
    [MemberData(nameof(Rounds))]
    public async Task A_killed_node_goes_on_with_its_write_and_its_end_is_told(int seed)
    {
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("tapeflows-operation-");
        try
        {
            VirtualLibrary.Create(
                Path.Combine(folder.FullName, "library"),
                new VirtualLibraryOptions { Slots = 40, Drives = 2, Capacity = 320 * 1024, MaxBlockSize = 4096 }).Dispose();
            SourceTree.Make(SourceOf(folder.FullName), random, files: 30, largest: 100_000);
            for (var kill = 0; kill < KillsPerOperation; kill++)
                await KillAsync(folder.FullName, random.Next(20, 320));
            await KillWhileTellingAsync(folder.FullName);
            Assert.StartsWith("ends Succeeded", await RunAsync(folder.FullName, step: 0), StringComparison.Ordinal);
            await ProveAsync(folder.FullName);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static string SourceOf(string folder) => Path.Combine(folder, "source");

    /// <summary>Its last step is behind the telling of the end, and the row does not know yet that it was told.</summary>
    private static async Task KillWhileTellingAsync(string folder)
    {
        using var node = Start(folder, long.MaxValue);
        await Eventually.TrueAsync(() => File.Exists(Path.Combine(folder, "ends")) || node.HasExited, "the telling of the end", patience: Long);
        Assert.False(node.HasExited, "The node ended without telling.");
        await node.KillAndWaitAsync();
    }

    private static async Task KillAsync(string folder, int step)
    {
        using var node = Start(folder, step);
        while (await node.SayAsync("that it stands", Long) is { } line && line != "stands")
            Assert.DoesNotContain("ends Failed", line, StringComparison.Ordinal);
        await node.KillAndWaitAsync();
    }

    private static async Task<string> RunAsync(string folder, int step)
    {
        using var node = Start(folder, step);
        var said = (await node.StandardOutput.ReadToEndAsync().Within("the last line of the node", Long)).Trim();
        await node.EndAsync("the node");
        return said[(said.LastIndexOf('\n') + 1)..];
    }

    private static Process Start(string folder, long step)
    {
        string[] arguments = [folder, Key, step.ToString(CultureInfo.InvariantCulture)];
        var host = Path.Combine(AppContext.BaseDirectory, "TapeFlows.Operations.Host");
        return Process.Start(new ProcessStartInfo(host, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
    }

    private static async Task ProveAsync(string folder)
    {
        using var library = VirtualLibrary.Open(Path.Combine(folder, "library"));
        await using var catalog = await CatalogDatabase.OpenAsync(CatalogOptions.InFolder(folder), TimeProvider.System);
        var set = Assert.Single(await catalog.ListSetsAsync(new SetQuery()));
        var proof = await TapeProof.ReadAsync(library, catalog);
        proof.AssertSound();
        await SetProof.AssertVisibleFilesReadAsync(catalog, proof);
        await SetProof.AssertIsTreeAsync(catalog, set, SourceOf(folder));
        await using (var session = new LibrarySession(library, catalog, TimeProvider.System))
        {
            var report = await new VerifyRun(catalog, session, TimeProvider.System).VerifySetAsync(set.Id);
            Assert.True(report.IsSound, string.Join('\n', report.Damages));
        }

        var told = await File.ReadAllLinesAsync(Path.Combine(folder, "ends"));
        Assert.InRange(told.Length, 1, 1 + KillsPerOperation + 1);
        Assert.All(told, line => Assert.EndsWith(" " + nameof(OperationState.Succeeded), line, StringComparison.Ordinal));
    }
}
