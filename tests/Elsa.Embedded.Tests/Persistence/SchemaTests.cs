using System.Data.Common;
using Elsa.Persistence.EFCore;
using Elsa.Persistence.EFCore.Modules.Alterations;
using Elsa.Persistence.EFCore.Modules.Management;
using Elsa.Persistence.EFCore.Modules.Runtime;
using Elsa.Persistence.EFCore.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Testing;

namespace Elsa.Embedded.Tests.Persistence;

/// <summary>The migrations are written by hand: what they make must be what Entity Framework would make of the model.</summary>
public abstract class SchemaContract(TestStorage migrated, TestStorage modelled) : IAsyncLifetime
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Queries that give one line of text for each thing in the schema.</summary>
    protected abstract IReadOnlyList<string> Descriptions { get; }

    [Fact]
    public async Task Migrations_make_the_schema_of_the_model()
    {
        await using var node = migrated.CreateNode();
        await node.GetRequiredService<ElsaStorage>().PrepareAsync(Token);
        await using var other = modelled.CreateNode();
        await other.GetRequiredService<ContextHomes>().Get(typeof(ManagementElsaDbContext)).Database.PrepareAsync(Token);
        foreach (var type in new[] { typeof(ManagementElsaDbContext), typeof(RuntimeElsaDbContext), typeof(AlterationsElsaDbContext) })
        {
            await using var context = other.GetRequiredService<ContextHomes>().Get(type).CreateContext();
            await context.GetService<IRelationalDatabaseCreator>().CreateTablesAsync(Token);
        }

        var expected = await DescribeAsync(other);

        Assert.True(expected.Count > 100, $"Only {expected.Count} lines of schema were found.");
        Assert.Equal(expected, await DescribeAsync(node));
    }

    [Fact]
    public async Task Many_nodes_that_start_at_once_make_the_tables_once()
    {
        var nodes = Enumerable.Range(0, 4).Select(_ => modelled.CreateNode()).ToList();

        await Task.WhenAll(nodes.Select(x => x.GetRequiredService<ElsaStorage>().PrepareAsync(Token)));

        await using var context = nodes[0].GetRequiredService<ContextHomes>().Get(typeof(RuntimeElsaDbContext)).CreateContext();
        Assert.NotEmpty(await context.Database.GetAppliedMigrationsAsync(Token));
        Assert.Empty(await context.Database.GetPendingMigrationsAsync(Token));
        foreach (var node in nodes)
            await node.DisposeAsync();
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_and_left_alone()
    {
        await using (var node = modelled.CreateNode())
        {
            await node.GetRequiredService<ElsaStorage>().PrepareAsync(Token);
            await using var context = node.GetRequiredService<ContextHomes>().Get(typeof(RuntimeElsaDbContext)).CreateContext();
            var history = context.GetService<Microsoft.EntityFrameworkCore.Migrations.IHistoryRepository>();
            await context.Database.ExecuteSqlRawAsync(history.GetInsertScript(new Microsoft.EntityFrameworkCore.Migrations.HistoryRow("9999_Runtime_Future", "99")), Token);
        }

        await using var older = modelled.CreateNode();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => older.GetRequiredService<ElsaStorage>().PrepareAsync(Token));

        Assert.Contains("9999_Runtime_Future", error.Message, StringComparison.Ordinal);
        Assert.Contains("newer version", error.Message, StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync()
    {
        await migrated.InitializeAsync();
        await modelled.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await migrated.DisposeAsync();
        await modelled.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private async Task<List<string>> DescribeAsync(ServiceProvider node)
    {
        await using var context = node.GetRequiredService<ContextHomes>().Get(typeof(ManagementElsaDbContext)).CreateContext();
        await context.Database.OpenConnectionAsync(Token);
        var lines = new List<string>();
        foreach (var description in Descriptions)
        {
            await using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = description;
            await using var rows = await command.ExecuteReaderAsync(Token);
            while (await rows.ReadAsync(Token))
                lines.Add(Line(rows));
        }

        // Only a migrated database has the histories.
        return [.. lines.Where(line => !line.Contains("__EF", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    private static string Line(DbDataReader rows) =>
        string.Join(" | ", Enumerable.Range(0, rows.FieldCount).Select(i => rows.IsDBNull(i) ? "-" : rows.GetValue(i).ToString()));
}

public sealed class SqliteSchemaTests() : SchemaContract(new SqliteTestStorage(), new SqliteTestStorage())
{
    private const string Tables = "(SELECT name AS tbl FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%')";

    protected override IReadOnlyList<string> Descriptions =>
    [
        $"SELECT 'column', tbl, name, type, \"notnull\", dflt_value, pk, hidden FROM {Tables}, pragma_table_xinfo(tbl)",
        $"SELECT 'index', tbl, l.name, l.\"unique\", l.origin, l.partial, x.seqno, x.name, x.desc, x.coll FROM {Tables}, pragma_index_list(tbl) l, pragma_index_xinfo(l.name) x WHERE x.key",
        "SELECT 'index', sql FROM sqlite_master WHERE type = 'index' AND sql LIKE '%WHERE%'",
    ];
}

public sealed class PostgreSqlSchemaTests(PostgresServer server) : SchemaContract(new PostgreSqlTestStorage(server), new PostgreSqlTestStorage(server))
{
    protected override IReadOnlyList<string> Descriptions =>
    [
        "SELECT 'column', table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns WHERE table_schema = 'Elsa'",
        "SELECT 'index', indexdef FROM pg_indexes WHERE schemaname = 'Elsa'",
        "SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = '\"Elsa\"'::regnamespace AND contype <> 'n'",
    ];
}
