using System.Diagnostics;
using System.Text;
using TapeFlows.Backup;
using TapeFlows.Catalog.Tests.Databases;

namespace TapeFlows.Catalog.Tests.Files;

/// <summary>Many rows. The times are printed, not judged: the judge is tests/Benchmarks, on a quiet machine.</summary>
public abstract class BulkContract(TestDatabase database, ITestOutputHelper output)
{
    private const int Rows = 200_000;
    private const int BatchSize = 4096;
    private readonly ICatalog _catalog = database.Catalog;

    [Fact]
    public async Task Two_hundred_thousand_rows_go_in_come_out_are_listed_and_forgotten()
    {
        var volume = await _catalog.AddVolumeAsync();
        var set = await _catalog.AddSetAsync();
        var files = MakeRows().ToList();

        await MeasureAsync("store", async () =>
        {
            foreach (var batch in files.Chunk(BatchSize))
                await _catalog.StageFilesAsync(set.Id, batch);
            await _catalog.CommitSegmentAsync(Sample.Segment(set, volume, piece: 1), VolumeState.Appendable);
        });
        await MeasureAsync("read", async () =>
        {
            var last = default(EntryPath);
            var count = 0;
            await foreach (var file in _catalog.ReadFilesAsync(set.Id))
            {
                Assert.True(count == 0 || last < file.Path);
                last = file.Path;
                count++;
            }

            Assert.Equal(Rows, count);
        });
        await MeasureAsync("list", async () => Assert.Equal(20, (await _catalog.ListNamesAsync("home/data/dir-05000", set)).Length));
        await MeasureAsync("forget", () => _catalog.RemoveSetAsync(set.Id));
        Assert.Null(await _catalog.FindSetAsync(set.Id));
    }

    private static IEnumerable<CatalogFile> MakeRows()
    {
        byte[] directory = [];
        for (var i = 0; i < Rows; i++)
        {
            if (i % 20 == 0)
                directory = Encoding.ASCII.GetBytes($"home/data/dir-{i / 20:00000}");
            yield return new CatalogFile
            {
                Ordinal = i + 1,
                Path = new EntryPath(directory, Encoding.ASCII.GetBytes($"file-{i:000000}.dat")),
                Kind = EntryKind.File,
                Size = i,
                Sha256 = new byte[32],
                Position = new TapePosition(1, i / 100, i, 0),
                LastPiece = 1,
            };
        }
    }

    private async Task MeasureAsync(string what, Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        output.WriteLine($"{GetType().Name}: {what} {Rows} rows in {clock.ElapsedMilliseconds} ms");
    }
}

public sealed class SqliteBulkTests(SqliteTestDatabase database, ITestOutputHelper output) : BulkContract(database, output), IClassFixture<SqliteTestDatabase>;

public sealed class PostgreSqlBulkTests(PostgreSqlTestDatabase database, ITestOutputHelper output) : BulkContract(database, output), IClassFixture<PostgreSqlTestDatabase>;
