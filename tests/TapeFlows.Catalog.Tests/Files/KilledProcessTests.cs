using System.Diagnostics;
using TapeFlows.Backup;
using TapeFlows.Catalog.Tests.Databases;

namespace TapeFlows.Catalog.Tests.Files;

/// <summary>Batches of rows are stored whole or not at all, even when the process that stores them is killed.</summary>
public abstract class KilledProcessContract(TestDatabase database)
{
    private const int BatchSize = 2000;

    /// <summary>The child's side: stores batches, each committed as a piece, until it is killed.</summary>
    [Fact(Explicit = true)]
    public async Task Store_until_killed()
    {
        var catalog = database.Catalog;
        var set = (await catalog.FindSetAsync(Guid.Parse(ChildProcess.Words[0])))!;
        var volume = (await catalog.FindVolumeAsync(ChildProcess.Words[1]))!;
        for (var piece = 1; ; piece++)
        {
            await catalog.BeginSegmentAsync(Sample.Segment(set, volume, piece));
            await catalog.StageFilesAsync(set.Id, Batch(piece));
            await catalog.CommitSegmentAsync(Sample.Segment(set, volume, piece), VolumeState.Appendable);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_killed_process_leaves_whole_batches_only_and_the_next_goes_on(int seed)
    {
        var catalog = database.Catalog;
        var volume = await catalog.AddVolumeAsync();
        var set = await catalog.AddSetAsync();
        using (var child = ChildProcess.Start(GetType(), nameof(Store_until_killed), database.Options, set.Id.ToString(), volume.Barcode))
        {
            await WaitForPieceAsync(set, child);
            await Task.Delay(TimeSpan.FromMilliseconds(new Random(seed).Next(300)));
            child.Kill();
            await child.EndAsync("the process that was killed");
        }

        var pieces = (await catalog.FindSetAsync(set.Id))!.Pieces;
        Assert.Equal(pieces * BatchSize, (await catalog.ReadAllAsync(set)).Count);
        Assert.Equal(pieces, (await catalog.FindVolumeAsync(volume.Barcode))!.Segments);
        Assert.Equal(Enumerable.Range(1, pieces), (await catalog.ListSegmentsAsync(set.Id)).Where(segment => segment.State == SegmentState.Committed).Select(segment => segment.Piece));

        await catalog.DiscardSegmentAsync(set.Id, pieces + 1);
        await catalog.StageFilesAsync(set.Id, Batch(pieces + 1));
        await catalog.CommitSegmentAsync(Sample.Segment(set, volume, pieces + 1), VolumeState.Appendable);
        Assert.Equal(Enumerable.Range(1, (pieces + 1) * BatchSize), (await catalog.ReadAllAsync(set)).Select(file => (int)file.Ordinal));
    }

    private async Task WaitForPieceAsync(BackupSet set, Process child)
    {
        while ((await database.Catalog.FindSetAsync(set.Id))!.Pieces < 2)
        {
            Assert.False(child.HasExited, "The child ended before it was killed.");
            await Task.Delay(20);
        }
    }

    private static CatalogFile[] Batch(int piece) =>
        [.. Enumerable.Range(((piece - 1) * BatchSize) + 1, BatchSize).Select(ordinal => Sample.File(ordinal, $"d{ordinal / 50:000000}/f{ordinal:00000000}", piece))];
}

public sealed class SqliteKilledProcessTests(SqliteTestDatabase database) : KilledProcessContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgreSqlKilledProcessTests(PostgreSqlTestDatabase database) : KilledProcessContract(database), IClassFixture<PostgreSqlTestDatabase>;
