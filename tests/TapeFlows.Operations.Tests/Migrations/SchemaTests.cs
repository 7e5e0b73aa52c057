using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using TapeFlows.Catalog;
using TapeFlows.Operations.Database;
using TapeFlows.Operations.Model;

namespace TapeFlows.Operations.Tests.Migrations;

/// <summary>The migrations are written by hand: what they make must be what Entity Framework would make of the model.</summary>
public sealed class SchemaTests(Databases databases) : IClassFixture<Databases>
{
    private const string Tables = "(SELECT name AS tbl FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%')";

    private static readonly string[] Sqlite =
    [
        $"SELECT 'column', tbl, name, type, \"notnull\", dflt_value, pk, hidden FROM {Tables}, pragma_table_xinfo(tbl)",
        $"SELECT 'index', tbl, l.name, l.\"unique\", l.origin, l.partial, x.seqno, x.name, x.desc, x.coll FROM {Tables}, pragma_index_list(tbl) l, pragma_index_xinfo(l.name) x WHERE x.key",
        $"SELECT 'foreign key', tbl, seq, \"table\", \"from\", \"to\", on_update, on_delete FROM {Tables}, pragma_foreign_key_list(tbl)",
        "SELECT 'partial', name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE '%WHERE%'",
    ];

    private static readonly string[] PostgreSql =
    [
        "SELECT 'column', table_name, column_name, data_type, is_nullable, column_default, collation_name, is_identity FROM information_schema.columns WHERE table_schema = 'public'",
        "SELECT 'index', indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    ];

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task Migrations_make_the_schema_of_the_model(CatalogProvider provider)
    {
        await using var migrated = new OperationsDatabase(await databases.CreateAsync(provider));
        await migrated.PrepareAsync(TestContext.Current.CancellationToken);
        var options = await databases.CreateAsync(provider);
        if (provider == CatalogProvider.Sqlite)
            Directory.CreateDirectory(Path.GetDirectoryName(options.Path)!);
        await using var modelled = new OperationsDatabase(options);
        await using (var context = modelled.CreateContext())
            Assert.True(await context.Database.EnsureCreatedAsync(TestContext.Current.CancellationToken));

        var expected = await DescribeAsync(modelled);

        Assert.True(expected.Count > 30, $"Only {expected.Count} lines of schema were found.");
        Assert.Equal(expected, await DescribeAsync(migrated));
    }

    [Fact]
    public async Task The_tables_stand_beside_those_of_the_catalog()
    {
        var options = await databases.CreateAsync(CatalogProvider.Sqlite);
        await using var catalog = await CatalogDatabase.OpenAsync(options, TimeProvider.System, TestContext.Current.CancellationToken);
        await using var operations = new OperationsDatabase(options);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => operations.PrepareAsync(TestContext.Current.CancellationToken)));
        Assert.Empty(await catalog.ListPoolsAsync(TestContext.Current.CancellationToken));
        Assert.Null(await new OperationStore(operations, TimeProvider.System).FindAsync(Guid.NewGuid(), TestContext.Current.CancellationToken));
    }

    private static async Task<List<string>> DescribeAsync(OperationsDatabase database)
    {
        await using var context = database.CreateContext();
        await context.Database.OpenConnectionAsync();
        var lines = new List<string>();
        foreach (var description in database.IsSqlite ? Sqlite : PostgreSql)
        {
            await using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = description;
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
                lines.Add(Line(rows));
        }

        // The histories differ: only a migrated database has them.
        return [.. lines.Where(line => !line.Contains(OperationsContext.HistoryTable) && !line.Contains("__EF")).Order(StringComparer.Ordinal)];
    }

    private static string Line(DbDataReader rows) =>
        string.Join(" | ", Enumerable.Range(0, rows.FieldCount).Select(i => rows.IsDBNull(i) ? "-" : rows.GetValue(i).ToString()));
}
