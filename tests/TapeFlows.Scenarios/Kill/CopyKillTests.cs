using System.Globalization;
using Microsoft.Data.Sqlite;
using TapeFlows.Backup;
using TapeFlows.Backup.Runs;
using TapeFlows.Backup.Sources;
using TapeFlows.Backup.Verify;
using TapeFlows.Backup.Volumes;
using TapeFlows.Catalog;
using TapeFlows.Scenarios.Proof;
using TapeFlows.Tape.Virtual;
using TapeFlows.Testing;

namespace TapeFlows.Scenarios.Kill;

/// <summary>
/// The copying process is killed at every sort of moment, and the same copy is gone on with until it is complete: nothing that was committed is written twice, and it holds what the
/// original holds. 3 kills on each database; <c>TAPEFLOWS_KILLS</c> says another number.
/// </summary>
public sealed class CopyKillTests(PostgresServer server)
{
    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("TAPEFLOWS_KILLS"), out var count) ? count : 3;

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task A_copy_whose_process_is_killed_again_and_again_becomes_whole(CatalogProvider provider)
    {
        var folder = Directory.CreateTempSubdirectory("tapeflows-copy-kill-");
        try
        {
            var random = new Random((int)provider);
            var connection = provider == CatalogProvider.PostgreSql ? await server.CreateDatabaseAsync(TestContext.Current.CancellationToken) : null;
            await using var catalog = await CatalogDatabase.OpenAsync(
                connection is null ? CatalogOptions.InFolder(folder.FullName) : new CatalogOptions { Provider = provider, ConnectionString = connection }, TimeProvider.System);
            var set = await BackUpAsync(folder.FullName, random, catalog);
            var copyId = Guid.NewGuid();
            var committed = 0;
            for (var kill = 0; kill < Kills; kill++)
            {
                await KillAsync(folder.FullName, random.Next(20, 400), set.Id, copyId, connection);
                var pieces = (await catalog.FindSetAsync(copyId))?.Pieces ?? 0;
                Assert.True(pieces >= committed, $"The copy had {committed} pieces, and now {pieces}.");
                committed = pieces;
            }

            using (var copying = DoomedBackup.StartCopy(folder.FullName, "0", set.Id, copyId, connection))
                Assert.Null((await copying.EndAsync()).Failure);
            await AssertWholeAsync(folder.FullName, catalog, set, copyId);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static async Task<BackupSet> BackUpAsync(string folder, Random random, ICatalog catalog)
    {
        using var library = VirtualLibrary.Create(
            Path.Combine(folder, "library"), new VirtualLibraryOptions { Slots = 60, Drives = 2, Capacity = 320 * 1024, MaxBlockSize = 4096 });
        SourceTree.Make(Path.Combine(folder, "source"), random, files: 40, largest: 150_000);
        await using var session = new LibrarySession(library, catalog, TimeProvider.System);
        var request = new BackupRequest
        {
            Sources = new SourceOptions { Roots = [Path.Combine(folder, "source")] }, BlockSize = 4096, SegmentSize = 128 * 1024, BufferBytes = 16 * 4096, SpoolFolder = Path.Combine(folder, "spool"),
        };
        return (await new BackupRun(catalog, session, TimeProvider.System).ExecuteAsync(request)).Set;
    }

    private static async Task KillAsync(string folder, long step, Guid setId, Guid copyId, string? connection)
    {
        using var copying = DoomedBackup.StartCopy(folder, step.ToString(CultureInfo.InvariantCulture), setId, copyId, connection);
        // One that needs fewer steps than that ends by itself.
        while (await copying.ReadLineAsync() is { } line && line != "stands")
            Assert.DoesNotContain("fails", line, StringComparison.Ordinal);
        await copying.KillAsync();
    }

    private static async Task AssertWholeAsync(string folder, ICatalog catalog, BackupSet set, Guid copyId)
    {
        using var library = VirtualLibrary.Open(Path.Combine(folder, "library"));
        var copy = (await catalog.FindSetAsync(copyId))!;
        Assert.Equal((SetState.Complete, set.Id, set.Files, set.Bytes), (copy.State, copy.CopyOf, copy.Files, copy.Bytes));
        Assert.Equal(2, (await catalog.ListSetsAsync(new SetQuery())).Count);
        Assert.Equal(Enumerable.Range(1, copy.Pieces), (await catalog.ListSegmentsAsync(copyId)).Select(piece => piece.Piece));
        Assert.Equal(await RowsAsync(catalog, set.Id), await RowsAsync(catalog, copyId));
        var proof = await TapeProof.ReadAsync(library, catalog);
        proof.AssertSound();
        await SetProof.AssertVisibleFilesReadAsync(catalog, proof);
        await using var session = new LibrarySession(library, catalog, TimeProvider.System);
        var report = await new VerifyRun(catalog, session, TimeProvider.System).VerifySetAsync(copyId);
        Assert.True(report.IsSound, string.Join('\n', report.Damages));
    }

    private static async Task<List<string>> RowsAsync(ICatalog catalog, Guid set)
    {
        var rows = new List<string>();
        await foreach (var row in catalog.ReadFilesAsync(set))
            rows.Add(FormattableString.Invariant($"{row.Ordinal} {row.Path} {row.Kind} {row.Size} {row.ModifiedNanoseconds} {Convert.ToHexString(row.Sha256 ?? [])}"));
        return rows;
    }
}
