using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using TapeFlows.Scheduling.Store;
using TapeFlows.Scheduling.Store.Model;
using TapeFlows.Testing;

namespace TapeFlows.Scheduling.Tests.Store;

/// <summary>The migrations are written by hand: what they make must be what Entity Framework would make of the model.</summary>
public abstract class SchemaContract(PostgresServer server, string kind) : TaskFixture(server, kind)
{
    /// <summary>Queries that give one line of text for each thing in the schema.</summary>
    protected abstract IReadOnlyList<string> Descriptions { get; }

    [Fact]
    public async Task Migrations_make_the_schema_of_the_model()
    {
        var migrated = await DescribeAsync(Database);
        await using var modelled = await CreateDatabaseAsync();
        await using (var context = modelled.CreateContext())
        {
            // The database is there with tables of others, so it is not "ensured" but scripted.
            await context.Database.ExecuteSqlRawAsync(context.Database.GenerateCreateScript(), Token);
        }

        var expected = await DescribeAsync(modelled);

        Assert.True(expected.Count > 60, $"Only {expected.Count} lines of schema were found.");
        Assert.Equal(expected, migrated);
    }

    [Fact]
    public async Task Many_that_start_at_once_on_a_new_database_make_the_tables_once()
    {
        await using var database = await CreateDatabaseAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => database.PrepareAsync(Token))));
        Assert.Equal(0, await database.ReadAsync(context => context.Tasks.CountAsync(Token), Token));
    }

    [Fact]
    public async Task Tables_of_a_newer_version_are_refused_and_left_alone()
    {
        await using var database = await CreateDatabaseAsync();
        await using (var context = database.CreateContext())
        {
            await context.Database.ExecuteSqlRawAsync($"CREATE TABLE {TaskContext.HistoryTable} (\"MigrationId\" TEXT NOT NULL, \"ProductVersion\" TEXT NOT NULL)", Token);
            await context.Database.ExecuteSqlRawAsync($"INSERT INTO {TaskContext.HistoryTable} VALUES ('9999_future', '99.0')", Token);
        }

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => database.PrepareAsync(Token));
        Assert.Contains("9999_future", error.Message, StringComparison.Ordinal);
    }

    private async Task<List<string>> DescribeAsync(TaskDatabase database)
    {
        await using var context = database.CreateContext();
        await context.Database.OpenConnectionAsync(Token);
        var lines = new List<string>();
        foreach (var description in Descriptions)
        {
            await using var command = context.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The texts are those of this file.
            command.CommandText = description;
#pragma warning restore CA2100
            await using var rows = await command.ExecuteReaderAsync(Token);
            while (await rows.ReadAsync(Token))
                lines.Add(Line(rows));
        }

        // The history is there only where migrations ran; the ledger is the tests' own.
        return [.. lines.Where(line => !new[] { TaskContext.HistoryTable, "waiting", "starters", "begun" }.Any(line.Contains)).Order(StringComparer.Ordinal)];
    }

    private static string Line(DbDataReader rows) =>
        string.Join(" | ", Enumerable.Range(0, rows.FieldCount).Select(i => rows.IsDBNull(i) ? "-" : rows.GetValue(i).ToString()));
}

public sealed class SqliteSchemaTests(PostgresServer server) : SchemaContract(server, Sqlite)
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

public sealed class PostgreSqlSchemaTests(PostgresServer server) : SchemaContract(server, PostgreSql)
{
    protected override IReadOnlyList<string> Descriptions =>
    [
        "SELECT 'column', table_name, column_name, data_type, is_nullable, column_default, collation_name, is_identity, identity_generation FROM information_schema.columns WHERE table_schema = 'public'",
        "SELECT 'index', indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    ];
}
