using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using TapeFlows.Catalog.Databases;
using TapeFlows.Catalog.Model;
using TapeFlows.Catalog.Stores;
using TapeFlows.Catalog.Tests.Databases;

namespace TapeFlows.Catalog.Tests.Migrations;

/// <summary>The migrations are written by hand: what they make must be what Entity Framework would make of the model.</summary>
public abstract class SchemaContract(TestDatabase database)
{
    /// <summary>Queries that give one line of text for each thing in the schema.</summary>
    protected abstract IReadOnlyList<string> Descriptions { get; }

    [Fact]
    public async Task Migrations_make_the_schema_of_the_model()
    {
        var migrated = await DescribeAsync(database.Options);
        var modelled = await database.CreateAsync();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(modelled.Path))!);
        await using (var store = CatalogStore.Create(modelled, TimeProvider.System))
        await using (var context = store.CreateContext())
            Assert.True(await context.Database.EnsureCreatedAsync());

        var expected = await DescribeAsync(modelled);

        Assert.True(expected.Count > 80, $"Only {expected.Count} lines of schema were found.");
        Assert.Equal(expected, migrated);
    }

    [Fact]
    public async Task A_database_of_an_older_program_is_brought_up_to_this_one()
    {
        var older = await database.CreateAsync();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(older.Path))!);
        await using (var store = CatalogStore.Create(older, TimeProvider.System))
        await using (var context = store.CreateContext())
        {
            await using var transaction = await context.Database.BeginTransactionAsync();
            await SchemaUpgrade.ApplyAsync(context, [context.Database.GetMigrations().First()], CancellationToken.None);
            await transaction.CommitAsync();
        }

        Assert.NotEqual(await DescribeAsync(database.Options), await DescribeAsync(older));
        await using (await CatalogDatabase.OpenAsync(older, TimeProvider.System))
            Assert.Equal(await DescribeAsync(database.Options), await DescribeAsync(older));
    }

    [Fact]
    public async Task The_model_of_both_providers_names_every_table_and_column_in_snake_case()
    {
        await using var store = CatalogStore.Create(database.Options, TimeProvider.System);
        await using var context = store.CreateContext();
        var names = context.Model.GetEntityTypes()
            .SelectMany(table => table.GetProperties().Select(property => property.GetColumnName()).Append(table.GetTableName()!));

        Assert.All(names, name => Assert.Matches("^[a-z][a-z0-9_]*$", name));
    }

    private async Task<List<string>> DescribeAsync(CatalogOptions options)
    {
        await using var store = CatalogStore.Create(options, TimeProvider.System);
        await using var context = store.CreateContext();
        await context.Database.OpenConnectionAsync();
        var connection = context.Database.GetDbConnection();
        var lines = new List<string>();
        foreach (var description in Descriptions)
        {
            await using var command = connection.Command(transaction: null, description);
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
                lines.Add(Line(rows));
        }

        // The histories differ: only a migrated database has them.
        return [.. lines.Where(line => !line.Contains(CatalogContext.HistoryTable) && !line.Contains("__EF")).Order(StringComparer.Ordinal)];
    }

    private static string Line(DbDataReader rows) =>
        string.Join(" | ", Enumerable.Range(0, rows.FieldCount).Select(i => rows.IsDBNull(i) ? "-" : rows.GetValue(i).ToString()));
}

public sealed class SqliteSchemaTests(SqliteTestDatabase database) : SchemaContract(database), IClassFixture<SqliteTestDatabase>
{
    private const string Tables = "(SELECT name AS tbl FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%')";

    protected override IReadOnlyList<string> Descriptions =>
    [
        $"SELECT 'column', tbl, name, type, \"notnull\", dflt_value, pk, hidden FROM {Tables}, pragma_table_xinfo(tbl)",
        $"SELECT 'index', tbl, l.name, l.\"unique\", l.origin, l.partial, x.seqno, x.name, x.desc, x.coll FROM {Tables}, pragma_index_list(tbl) l, pragma_index_xinfo(l.name) x WHERE x.key",
        $"SELECT 'foreign key', tbl, seq, \"table\", \"from\", \"to\", on_update, on_delete FROM {Tables}, pragma_foreign_key_list(tbl)",
        "SELECT 'counted', name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'",
        "SELECT 'named', name, instr(sql, '\"pk_' || name || '\"') > 0 FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    ];
}

public sealed class PostgreSqlSchemaTests(PostgreSqlTestDatabase database) : SchemaContract(database), IClassFixture<PostgreSqlTestDatabase>
{
    protected override IReadOnlyList<string> Descriptions =>
    [
        "SELECT 'column', table_name, column_name, data_type, is_nullable, column_default, collation_name, is_identity, identity_generation FROM information_schema.columns WHERE table_schema = 'public'",
        "SELECT 'index', indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    ];
}
