using FsCheck;
using FsCheck.Fluent;
using TapeFlows.Backup;
using TapeFlows.Catalog.Tests.Databases;

namespace TapeFlows.Catalog.Tests.Files;

public abstract class PointInTimeContract(TestDatabase database)
{
    private readonly ICatalog _catalog = database.Catalog;

    [Fact]
    public async Task The_newest_row_of_a_name_counts_and_deletions_are_left_out()
    {
        var volume = await _catalog.AddVolumeAsync();
        var full = await _catalog.AddCommittedSetAsync(volume, Sample.Files(lastPiece: 1, "d/a", "d/b", "d/c", "d/sub", "d/sub/x", "e/a"));
        var first = await _catalog.AddCommittedSetAsync(volume, Sample.File(1, "d/a", 1, FileState.Deleted), Sample.File(2, "d/b"));
        var second = await _catalog.AddCommittedSetAsync(volume, Sample.File(1, "d/a"), Sample.File(2, "d/c", 1, FileState.Deleted), Sample.File(3, "d/n"));

        Assert.Equal(["a", "b", "c", "sub"], await _catalog.ListNamesAsync("d", full));
        Assert.Equal(["b", "c", "sub"], await _catalog.ListNamesAsync("d", full, first));
        Assert.Equal(["a", "b", "n", "sub"], await _catalog.ListNamesAsync("d", full, first, second));
        Assert.Empty(await _catalog.ListNamesAsync("nowhere", full));
        Assert.Empty(await _catalog.ListNamesAsync("d"));
    }

    [Fact]
    public async Task A_listing_equals_the_replayed_chain_in_pages_of_any_length()
    {
        var volume = await _catalog.AddVolumeAsync();
        var chains = Gen.NonEmptyListOf(Trees.Paths(atMost: 20)).Where(chain => chain.Count <= 5);
        var property = Prop.ForAll(chains.ToArbitrary(), Gen.Choose(1, 12).ToArbitrary(), (chain, take) =>
            CompareAsync(volume, [.. chain], take).GetAwaiter().GetResult());

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20), property);
    }

    [Fact]
    public async Task A_large_directory_is_listed_in_pages()
    {
        var volume = await _catalog.AddVolumeAsync();
        var names = Enumerable.Range(0, 3000).Select(i => $"big/f{i:0000}").ToArray();
        var full = await _catalog.AddCommittedSetAsync(volume, Sample.Files(lastPiece: 1, names));
        var gone = Enumerable.Range(0, 1500).Select(i => Sample.File(i + 1, $"big/f{i * 2:0000}", lastPiece: 0, FileState.Deleted)).ToArray();
        var incremental = await _catalog.AddCommittedSetAsync(volume, gone);

        var seen = await ListAllAsync([full.Id, incremental.Id], "big"u8.ToArray(), take: 700);

        Assert.Equal(names.Where((_, i) => i % 2 == 1), seen.Select(entry => entry.Path.ToString()));
    }

    private async Task CompareAsync(Volume volume, EntryPath[][] chain, int take)
    {
        var model = new SortedDictionary<EntryPath, CatalogFile>();
        var ids = new List<Guid>();
        foreach (var paths in chain)
        {
            // Every third entry that the base knows is told as deleted.
            var rows = paths.Select((path, i) => Sample.File(i + 1, path.ToString(), 1, i % 3 == 1 && model.ContainsKey(path) ? FileState.Deleted : FileState.None)).ToArray();
            ids.Add((await _catalog.AddCommittedSetAsync(volume, rows)).Id);
            foreach (var row in rows)
                model[row.Path] = row;
        }

        foreach (var group in model.Values.GroupBy(row => PathText.ToDisplay(row.Path.Directory)))
        {
            var listed = await ListAllAsync(ids, group.First().Path.Directory, take);
            Assert.Equivalent(group.Where(row => !row.IsDeleted).ToArray(), listed, strict: true);
        }
    }

    private async Task<List<CatalogFile>> ListAllAsync(List<Guid> chain, byte[] directory, int take)
    {
        var all = new List<CatalogFile>();
        for (byte[]? after = null; await _catalog.ListDirectoryAsync(chain, directory, after, take) is { Count: > 0 } page; after = all[^1].Path.Name)
        {
            Assert.InRange(page.Count, 1, take);
            all.AddRange(page);
        }

        return all;
    }
}

public sealed class SqlitePointInTimeTests(SqliteTestDatabase database) : PointInTimeContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgreSqlPointInTimeTests(PostgreSqlTestDatabase database) : PointInTimeContract(database), IClassFixture<PostgreSqlTestDatabase>;
