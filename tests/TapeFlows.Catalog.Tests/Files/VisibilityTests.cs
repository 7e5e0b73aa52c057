using TapeFlows.Backup;
using TapeFlows.Catalog.Tests.Databases;

namespace TapeFlows.Catalog.Tests.Files;

public abstract class VisibilityContract(TestDatabase database)
{
    private readonly ICatalog _catalog = database.Catalog;

    [Fact]
    public async Task Rows_are_seen_once_the_piece_of_their_last_byte_is_committed()
    {
        var (set, volume) = await BeginAsync();
        await _catalog.StageFilesAsync(set.Id, [Sample.File(1, "a", lastPiece: 1), Sample.File(2, "b", lastPiece: 2), Sample.File(3, "c", lastPiece: 2)]);
        await _catalog.StageFilesAsync(set.Id, [Sample.File(4, "d", lastPiece: 3)]);
        Assert.Empty(await _catalog.ReadPathsAsync(set));

        await CommitAsync(set, volume, piece: 1);
        Assert.Equal(["a"], await _catalog.ReadPathsAsync(set));
        Assert.Equal(["a"], await _catalog.ListNamesAsync("", set));
        Assert.Null(await _catalog.FindFileAsync(set.Id, EntryPath.FromText("b")));

        await CommitAsync(set, volume, piece: 2);
        Assert.Equal(["a", "b", "c"], await _catalog.ReadPathsAsync(set));
        Assert.Equal(["a", "b", "c"], await _catalog.ListNamesAsync("", set));
        Assert.NotNull(await _catalog.FindFileAsync(set.Id, EntryPath.FromText("b")));
    }

    [Fact]
    public async Task A_row_with_nothing_on_tape_is_seen_at_once()
    {
        var set = await _catalog.AddSetAsync();

        await _catalog.StageFilesAsync(set.Id, [Sample.File(1, "gone", lastPiece: 0, FileState.Deleted)]);

        Assert.True(Assert.Single(await _catalog.ReadAllAsync(set)).IsDeleted);
    }

    [Fact]
    public async Task A_discarded_piece_takes_its_rows_and_all_behind_them_with_it()
    {
        var (set, volume) = await BeginAsync();
        await CommitAsync(set, volume, piece: 1);
        await _catalog.BeginSegmentAsync(Sample.Segment(set, volume, piece: 2));
        await _catalog.StageFilesAsync(set.Id, [
            Sample.File(1, "a", lastPiece: 1),
            Sample.File(2, "b", lastPiece: 0, FileState.Deleted),
            Sample.File(3, "c", lastPiece: 2),
            Sample.File(4, "d", lastPiece: 0, FileState.Deleted),
            Sample.File(5, "e", lastPiece: 3)]);

        await _catalog.DiscardSegmentAsync(set.Id, 2);
        await _catalog.DiscardSegmentAsync(set.Id, 2);

        Assert.Equal([1], (await _catalog.ListSegmentsAsync(set.Id)).Select(segment => segment.Piece));
        Assert.Equal(["a", "b"], await _catalog.ReadPathsAsync(set));
        await _catalog.StageFilesAsync(set.Id, [Sample.File(3, "c", lastPiece: 2), Sample.File(4, "d", lastPiece: 2)]);
        await CommitAsync(set, volume, piece: 2);
        Assert.Equal(["a", "b", "c", "d"], await _catalog.ReadPathsAsync(set));
    }

    [Fact]
    public async Task A_call_that_fails_stores_nothing()
    {
        var set = await _catalog.AddCommittedSetAsync(await _catalog.AddVolumeAsync(), Sample.File(10, "z"));

        await Assert.ThrowsAsync<CatalogException>(() => _catalog.StageFilesAsync(
            set.Id, [Sample.File(1, "new/a"), Sample.File(2, "new/b"), Sample.File(10, "new/c")]));

        Assert.Equal(["z"], await _catalog.ReadPathsAsync(set));
        Assert.Empty(await _catalog.ListNamesAsync("new", set));
    }

    [Fact]
    public async Task A_path_is_in_a_set_once()
    {
        var set = await _catalog.AddCommittedSetAsync(await _catalog.AddVolumeAsync(), Sample.File(1, "d/a"));

        await Assert.ThrowsAsync<CatalogException>(() => _catalog.StageFilesAsync(set.Id, [Sample.File(2, "d/a")]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1L << 40)]
    public async Task An_ordinal_out_of_range_is_refused(long ordinal)
    {
        var set = await _catalog.AddSetAsync();

        await Assert.ThrowsAsync<CatalogException>(() => _catalog.StageFilesAsync(set.Id, [Sample.File(ordinal, "a")]));
    }

    [Fact]
    public async Task Cancelled_staging_stores_nothing()
    {
        var set = await _catalog.AddSetAsync();
        using var cancelled = new CancellationTokenSource();
        var files = new CancellingList(Sample.Files(lastPiece: 0, [.. Enumerable.Range(0, 500).Select(i => $"f{i:000}")]), cancelled, at: 300);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _catalog.StageFilesAsync(set.Id, files, cancelled.Token));

        Assert.Empty(await _catalog.ReadAllAsync(set));
    }

    [Fact]
    public async Task Files_of_a_set_that_is_not_there_are_an_error()
    {
        var set = Sample.Set();

        await Assert.ThrowsAsync<CatalogException>(() => _catalog.StageFilesAsync(set.Id, [Sample.File(1, "a")]));
        await Assert.ThrowsAsync<CatalogException>(() => _catalog.ReadAllAsync(set));
        await Assert.ThrowsAsync<CatalogException>(() => _catalog.FindFileAsync(set.Id, EntryPath.FromText("a")));
        await Assert.ThrowsAsync<CatalogException>(() => _catalog.ListNamesAsync("", set));
        await _catalog.RemoveSetAsync(set.Id);
        await _catalog.DiscardSegmentAsync(set.Id, 1);
    }

    private async Task<(BackupSet Set, Volume Volume)> BeginAsync() => (await _catalog.AddSetAsync(), await _catalog.AddVolumeAsync());

    private Task CommitAsync(BackupSet set, Volume volume, int piece) =>
        _catalog.CommitSegmentAsync(Sample.Segment(set, volume, piece), VolumeState.Appendable);

    private sealed class CancellingList(IReadOnlyList<CatalogFile> files, CancellationTokenSource cancelled, int at) : IReadOnlyList<CatalogFile>
    {
        public int Count => files.Count;

        public CatalogFile this[int index] => files[index];

        public IEnumerator<CatalogFile> GetEnumerator()
        {
            for (var i = 0; i < files.Count; i++)
            {
                if (i == at)
                    cancelled.Cancel();
                yield return files[i];
            }
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

public sealed class SqliteVisibilityTests(SqliteTestDatabase database) : VisibilityContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgreSqlVisibilityTests(PostgreSqlTestDatabase database) : VisibilityContract(database), IClassFixture<PostgreSqlTestDatabase>;
