using FsCheck;
using FsCheck.Fluent;
using TapeFlows.Backup;
using TapeFlows.Catalog.Tests.Databases;

namespace TapeFlows.Catalog.Tests.Files;

public abstract class RoundTripContract(TestDatabase database)
{
    private readonly ICatalog _catalog = database.Catalog;

    [Fact]
    public async Task Rows_come_back_in_order_and_bit_for_bit()
    {
        var volume = await _catalog.AddVolumeAsync();
        var property = Prop.ForAll(Trees.Rows(atMost: 60).ToArbitrary(), Gen.Choose(1, 70).ToArbitrary(), (rows, batch) =>
        {
            var set = StoreAsync(volume, rows, batch).GetAwaiter().GetResult();
            Assert.Equivalent(rows, _catalog.ReadAllAsync(set).GetAwaiter().GetResult(), strict: true);
            foreach (var row in rows.Where(row => row.Ordinal % 7 == 1))
                Assert.Equivalent(row, _catalog.FindFileAsync(set.Id, row.Path).GetAwaiter().GetResult(), strict: true);
        });

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(30), property);
    }

    [Fact]
    public async Task Reading_goes_on_behind_an_ordinal_and_over_gaps()
    {
        var volume = await _catalog.AddVolumeAsync();
        long[] ordinals = [1, 2, 4096, 4097, 4098, 20_000, 1_000_000_000_000];
        var set = await _catalog.AddCommittedSetAsync(volume, [.. ordinals.Select(ordinal => Sample.File(ordinal, $"f{ordinal:00000000000000}"))]);

        foreach (var after in ordinals.Append(0).Append(5000))
            Assert.Equal(ordinals.Where(ordinal => ordinal > after), (await _catalog.ReadAllAsync(set, after)).Select(file => file.Ordinal));
    }

    [Fact]
    public async Task Entries_of_a_directory_share_its_bytes_over_pages()
    {
        var volume = await _catalog.AddVolumeAsync();
        var paths = Enumerable.Range(0, 9000).Select(i => $"some/directory/file-{i:0000}").ToArray();
        var set = await _catalog.AddCommittedSetAsync(volume, Sample.Files(lastPiece: 1, paths));

        var files = await _catalog.ReadAllAsync(set);

        Assert.Equal(9000, files.Count);
        Assert.All(files, file => Assert.Same(files[0].Path.Directory, file.Path.Directory));
    }

    [Fact]
    public async Task The_root_itself_can_be_an_entry_and_is_not_listed_in_itself()
    {
        var volume = await _catalog.AddVolumeAsync();
        var root = new CatalogFile { Ordinal = 1, Path = new EntryPath([], []), Kind = EntryKind.Directory, LastPiece = 1 };
        var set = await _catalog.AddCommittedSetAsync(volume, root, Sample.File(2, "a"));

        Assert.Equal(["a"], await _catalog.ListNamesAsync("", set));
        Assert.Equal(EntryKind.Directory, (await _catalog.FindFileAsync(set.Id, root.Path))!.Kind);
        Assert.Equal(2, (await _catalog.ReadAllAsync(set)).Count);
    }

    [Fact]
    public async Task A_reader_that_stops_early_leaves_the_catalog_usable()
    {
        var volume = await _catalog.AddVolumeAsync();
        var set = await _catalog.AddCommittedSetAsync(volume, Sample.Files(lastPiece: 1, [.. Enumerable.Range(0, 9000).Select(i => $"f{i:0000}")]));

        for (var i = 0; i < 20; i++)
        {
            await foreach (var file in _catalog.ReadFilesAsync(set.Id))
            {
                Assert.Equal(1, file.Ordinal);
                break;
            }
        }

        await _catalog.RemoveSetAsync(set.Id);
    }

    [Fact]
    public async Task Reading_one_set_goes_on_while_another_is_written()
    {
        var volume = await _catalog.AddVolumeAsync();
        var read = await _catalog.AddCommittedSetAsync(volume, Sample.Files(lastPiece: 1, [.. Enumerable.Range(0, 9000).Select(i => $"f{i:0000}")]));
        var written = await _catalog.AddSetAsync();
        var count = 0;

        await foreach (var file in _catalog.ReadFilesAsync(read.Id))
        {
            if (++count % 1000 == 0)
                await _catalog.StageFilesAsync(written.Id, [Sample.File(count, $"{file.Path}-again", lastPiece: 0)]);
        }

        Assert.Equal(9000, count);
        Assert.Equal(9, (await _catalog.ReadAllAsync(written)).Count);
    }

    [Fact]
    public async Task A_directory_with_a_zero_byte_is_refused()
    {
        var set = await _catalog.AddSetAsync();
        var file = new CatalogFile { Ordinal = 1, Path = new EntryPath([(byte)'a', 0, (byte)'b'], [1]), Kind = EntryKind.File };

        var error = await Assert.ThrowsAsync<CatalogException>(() => _catalog.StageFilesAsync(set.Id, [file]));

        Assert.Contains(@"a\x00b", error.Message, StringComparison.Ordinal);
    }

    private async Task<BackupSet> StoreAsync(Volume volume, CatalogFile[] rows, int batch)
    {
        var set = await _catalog.AddSetAsync();
        foreach (var some in rows.Chunk(batch))
            await _catalog.StageFilesAsync(set.Id, some);
        await _catalog.CommitSegmentAsync(Sample.Segment(set, volume, piece: 3), VolumeState.Appendable);
        return set;
    }
}

public sealed class SqliteRoundTripTests(SqliteTestDatabase database) : RoundTripContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgreSqlRoundTripTests(PostgreSqlTestDatabase database) : RoundTripContract(database), IClassFixture<PostgreSqlTestDatabase>;
