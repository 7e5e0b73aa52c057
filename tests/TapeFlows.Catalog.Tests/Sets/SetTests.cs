using TapeFlows.Backup;
using TapeFlows.Catalog.Tests.Databases;

namespace TapeFlows.Catalog.Tests.Sets;

public abstract class SetContract(TestDatabase database)
{
    private readonly ICatalog _catalog = database.Catalog;

    [Fact]
    public async Task A_set_comes_back_as_it_was_last_told()
    {
        var set = await _catalog.AddSetAsync(BackupType.Incremental);
        var told = set with
        {
            State = SetState.Complete,
            BaseId = Guid.NewGuid(),
            HostName = "host",
            Compression = "zstd",
            FinishedAt = Sample.Noon.AddTicks(12_345_678_901),
            ExpiresAt = DateTimeOffset.UnixEpoch.AddTicks(-1),
            Files = 10_000_000_000,
            Deleted = 3,
            Bytes = long.MaxValue,
            Warnings = 4,
            ManifestSha256 = [.. Enumerable.Range(0, 32).Select(i => (byte)i)],
        };

        await _catalog.UpdateSetAsync(told);

        var found = await _catalog.FindSetAsync(set.Id);
        Assert.Equivalent(told, found, strict: true);
    }

    [Fact]
    public async Task Only_a_commit_moves_the_number_of_committed_pieces()
    {
        var set = Sample.Set() with { Pieces = 5 };
        await _catalog.AddSetAsync(set);
        await _catalog.UpdateSetAsync(set with { Pieces = 9 });

        Assert.Equal(0, (await _catalog.FindSetAsync(set.Id))!.Pieces);
    }

    [Fact]
    public async Task A_set_is_added_once()
    {
        var set = await _catalog.AddSetAsync();

        var error = await Assert.ThrowsAsync<CatalogException>(() => _catalog.AddSetAsync(set));
        Assert.Contains(set.Id.ToString(), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_set_is_null_and_cannot_be_changed()
    {
        var set = Sample.Set();

        Assert.Null(await _catalog.FindSetAsync(set.Id));
        await Assert.ThrowsAsync<CatalogException>(() => _catalog.UpdateSetAsync(set));
    }

    [Fact]
    public async Task Sets_are_listed_newest_first_in_pages()
    {
        string[] roots = [Guid.NewGuid().ToString()];
        var sets = Enumerable.Range(0, 7).Select(i => Sample.Set() with { Roots = roots, StartedAt = Sample.Noon.AddMinutes(i % 5) }).ToArray();
        foreach (var set in sets)
            await _catalog.AddSetAsync(set);

        var seen = new List<Guid>();
        while (await _catalog.ListSetsAsync(new SetQuery { Roots = roots, Skip = seen.Count, Take = 3 }) is { Count: > 0 } page)
            seen.AddRange(page.Select(set => set.Id));

        int[] newestFirst = [4, 3, 2, 6, 1, 5, 0];
        Assert.Equal(newestFirst.Select(i => sets[i].Id), seen);
    }

    [Fact]
    public async Task A_query_narrows_the_list()
    {
        var pool = Guid.NewGuid().ToString();
        var full = Sample.Set() with { Pool = pool, State = SetState.Complete };
        var later = Sample.Set(BackupType.Differential) with { Pool = pool, State = SetState.Complete, StartedAt = Sample.Noon.AddTicks(1) };
        var broken = Sample.Set() with { Pool = pool, State = SetState.Incomplete, Roots = ["/other"] };
        foreach (var set in new[] { full, later, broken })
            await _catalog.AddSetAsync(set);

        var query = new SetQuery { Pool = pool };
        Assert.Equal([later.Id, broken.Id, full.Id], await IdsAsync(query));
        Assert.Equal([later.Id, full.Id], await IdsAsync(query with { States = [SetState.Complete] }));
        Assert.Equal([later.Id, broken.Id, full.Id], await IdsAsync(query with { States = [SetState.Complete, SetState.Incomplete] }));
        Assert.Equal([later.Id], await IdsAsync(query with { Type = BackupType.Differential }));
        Assert.Equal([broken.Id], await IdsAsync(query with { Roots = ["/other"] }));
        Assert.Equal([later.Id, full.Id], await IdsAsync(query with { Roots = [.. full.Roots.Reverse()] }));
        Assert.Equal([broken.Id, full.Id], await IdsAsync(query with { StartedUntil = Sample.Noon.ToUniversalTime() }));
    }

    private async Task<IEnumerable<Guid>> IdsAsync(SetQuery query) => (await _catalog.ListSetsAsync(query)).Select(set => set.Id);
}

public sealed class SqliteSetTests(SqliteTestDatabase database) : SetContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgreSqlSetTests(PostgreSqlTestDatabase database) : SetContract(database), IClassFixture<PostgreSqlTestDatabase>;
