using Microsoft.EntityFrameworkCore;
using TapeFlows.Backup;
using TapeFlows.Catalog.Model;
using TapeFlows.Catalog.Stores;
using TapeFlows.Catalog.Tests.Databases;

namespace TapeFlows.Catalog.Tests.Files;

public abstract class RemovalContract(TestDatabase database)
{
    private readonly ICatalog _catalog = database.Catalog;

    [Fact]
    public async Task A_removed_set_leaves_no_row_and_others_stay()
    {
        var volume = await _catalog.AddVolumeAsync();
        var stays = await _catalog.AddCommittedSetAsync(volume, Sample.Files(lastPiece: 1, "both/a", "both/b"));
        var goes = await _catalog.AddCommittedSetAsync(volume, Sample.Files(lastPiece: 1, "both/a", "alone/b"));

        await _catalog.RemoveSetAsync(goes.Id);

        Assert.Null(await _catalog.FindSetAsync(goes.Id));
        Assert.Equal(["both/a", "both/b"], await _catalog.ReadPathsAsync(stays));
        Assert.DoesNotContain(await _catalog.ListSegmentsOnVolumeAsync(volume.Barcode), segment => segment.SetId == goes.Id);
        await using var store = CatalogStore.Create(database.Options, TimeProvider.System);
        await using var context = store.CreateContext();
        Assert.DoesNotContain("alone"u8.ToArray(), await context.Directories.Select(row => row.Path).ToListAsync());
        Assert.Empty(await context.Removals.ToListAsync());
        Assert.Empty(await OrphansAsync(context));
    }

    [Fact]
    public async Task A_set_that_was_removed_can_be_added_again()
    {
        var volume = await _catalog.AddVolumeAsync();
        var set = await _catalog.AddCommittedSetAsync(volume, Sample.Files(lastPiece: 1, "a", "b"));

        await _catalog.RemoveSetAsync(set.Id);
        await _catalog.AddSetAsync(set);

        Assert.Empty(await _catalog.ReadPathsAsync(set));
    }

    [Fact]
    public async Task A_removal_that_was_killed_is_finished_by_the_next()
    {
        var volume = await _catalog.AddVolumeAsync();
        var set = await _catalog.AddCommittedSetAsync(volume, Sample.Files(lastPiece: 1, "killed/a"));
        await using var store = CatalogStore.Create(database.Options, TimeProvider.System);
        await using var context = store.CreateContext();
        var row = await context.Sets.SingleAsync(found => found.Id == set.Id);
        context.Add(new RemovalRow { SetNumber = row.Number });
        context.Remove(row);
        await context.SaveChangesAsync();
        Assert.NotEmpty(await OrphansAsync(context));

        await _catalog.RemoveSetAsync(Guid.NewGuid());

        Assert.Empty(await OrphansAsync(context));
    }

    [Fact]
    public async Task Staging_goes_on_while_sets_are_removed()
    {
        var volume = await _catalog.AddVolumeAsync();
        var sets = new List<BackupSet>();
        for (var i = 0; i < 8; i++)
            sets.Add(await _catalog.AddSetAsync());

        await Task.WhenAll(sets.Select((set, i) => Task.Run(() => StageAndRemoveAsync(set, volume, isRemoved: i % 2 == 0))));

        foreach (var set in sets.Where((_, i) => i % 2 != 0))
            Assert.Equal(600, (await _catalog.ReadAllAsync(set)).Count);
        await using var store = CatalogStore.Create(database.Options, TimeProvider.System);
        await using var context = store.CreateContext();
        Assert.Empty(await OrphansAsync(context));
    }

    private async Task StageAndRemoveAsync(BackupSet set, Volume volume, bool isRemoved)
    {
        var paths = Enumerable.Range(0, 600).Select(i => $"shared-{i / 20:00}/file-{i:000}").ToArray();
        foreach (var batch in Sample.Files(lastPiece: 1, paths).Chunk(100))
            await _catalog.StageFilesAsync(set.Id, batch);
        await _catalog.CommitSegmentAsync(Sample.Segment(set, volume, piece: 1), VolumeState.Appendable);
        if (isRemoved)
            await _catalog.RemoveSetAsync(set.Id);
    }

    /// <summary>Rows without a set or without a directory: the foreign keys that the table does not have.</summary>
    private static async Task<List<long>> OrphansAsync(CatalogContext context) =>
        await context.Files
            .Where(file => !context.Sets.Any(set => set.Number == file.SetNumber) || !context.Directories.Any(row => row.Id == file.DirectoryId))
            .Select(file => file.Id)
            .ToListAsync();
}

public sealed class SqliteRemovalTests(SqliteTestDatabase database) : RemovalContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgreSqlRemovalTests(PostgreSqlTestDatabase database) : RemovalContract(database), IClassFixture<PostgreSqlTestDatabase>;
