using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using TapeFlows.Catalog.Databases;
using TapeFlows.Server.Access.Store;
using TapeFlows.Server.Tests.Api;
using TapeFlows.Testing;

namespace TapeFlows.Server.Tests.Access;

/// <summary>The migrations are written by hand: what they make must be what Entity Framework would make of the model.</summary>
public sealed class SchemaTests(PostgresServer postgres) : IDisposable
{
    private const string Tables = "(SELECT name AS tbl FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%')";

    private static readonly string[] Sqlite =
    [
        $"SELECT 'column', tbl, name, type, \"notnull\", dflt_value, pk, hidden FROM {Tables}, pragma_table_xinfo(tbl)",
        $"SELECT 'index', tbl, l.name, l.\"unique\", l.origin, l.partial, x.seqno, x.name, x.desc, x.coll FROM {Tables}, pragma_index_list(tbl) l, pragma_index_xinfo(l.name) x WHERE x.key",
        "SELECT 'counted', name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'",
        "SELECT 'named', name, instr(sql, '\"pk_' || name || '\"') > 0 FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    ];

    private static readonly string[] PostgreSql =
    [
        "SELECT 'column', table_name, column_name, data_type, is_nullable, column_default, collation_name, is_identity, identity_generation FROM information_schema.columns WHERE table_schema = 'public'",
        "SELECT 'index', indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("tapeflows-access-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(ApiHost.Sqlite)]
    [InlineData(ApiHost.PostgreSql)]
    public async Task Migrations_make_the_schema_of_the_model(string kind)
    {
        await using var migrated = await CreateAsync(kind);
        await migrated.PrepareAsync(TestContext.Current.CancellationToken);
        await using var modelled = await CreateAsync(kind);
        await using (var context = modelled.CreateContext())
            Assert.True(await context.Database.EnsureCreatedAsync(TestContext.Current.CancellationToken));

        var expected = await DescribeAsync(modelled);

        Assert.True(expected.Count > 30, $"Only {expected.Count} lines of schema were found.");
        Assert.Equal(expected, await DescribeAsync(migrated));
    }

    [Theory]
    [InlineData(ApiHost.Sqlite)]
    [InlineData(ApiHost.PostgreSql)]
    public async Task Tables_of_a_newer_version_are_refused_and_left_alone(string kind)
    {
        await using var tables = await CreateAsync(kind);
        await tables.PrepareAsync(TestContext.Current.CancellationToken);
        await using (var context = tables.CreateContext())
            await context.Database.ExecuteSqlRawAsync($"INSERT INTO {AccessContext.HistoryTable} VALUES ('9999_future', '99.0')", TestContext.Current.CancellationToken);
        await using var older = new AccessTables(_reopen!());
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => older.PrepareAsync(TestContext.Current.CancellationToken));
        Assert.Contains("9999_future", error.Message, StringComparison.Ordinal);
    }

    private Func<SharedDatabase>? _reopen;

    private async Task<AccessTables> CreateAsync(string kind)
    {
        var place = kind == ApiHost.PostgreSql ? await postgres.CreateDatabaseAsync() : $"Data Source={Path.Combine(_folder, Guid.NewGuid().ToString("N"))}";
        _reopen = () => kind == ApiHost.PostgreSql ? SharedDatabase.PostgreSql(place, "tests") : SharedDatabase.Sqlite(place);
        return new AccessTables(_reopen());
    }

    private static async Task<List<string>> DescribeAsync(AccessTables tables)
    {
        await using var context = tables.CreateContext();
        await context.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        foreach (var description in tables.IsSqlite ? Sqlite : PostgreSql)
        {
            await using var command = context.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The texts are those of this file.
            command.CommandText = description;
#pragma warning restore CA2100
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
                lines.Add(Line(rows));
        }

        // The history is there only where migrations ran.
        return [.. lines.Where(line => !line.Contains(AccessContext.HistoryTable, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    private static string Line(DbDataReader rows) =>
        string.Join(" | ", Enumerable.Range(0, rows.FieldCount).Select(i => rows.IsDBNull(i) ? "-" : rows.GetValue(i).ToString()));
}
