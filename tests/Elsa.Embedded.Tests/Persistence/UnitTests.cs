using Elsa.KeyValues.Entities;
using Elsa.Persistence.EFCore.Modules.Runtime;
using Elsa.Persistence.EFCore.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Embedded.Tests.Persistence;

/// <summary>Writes of one unit take place together or not at all, and units of many callers do not disturb each other.</summary>
public abstract class UnitContract(TestStorage place) : IAsyncLifetime
{
    private ServiceProvider _node = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ElsaStorage Storage => _node.GetRequiredService<ElsaStorage>();

    private EntityTable<SerializedKeyValuePair> Table => Storage.Table<RuntimeElsaDbContext, SerializedKeyValuePair>();

    [Fact]
    public async Task A_unit_whose_last_statement_fails_leaves_nothing()
    {
        await Storage.WriteNowAsync([Table.Insert(Pair("taken"))], Token);

        var error = await Assert.ThrowsAnyAsync<Exception>(() => Storage.WriteNowAsync([Table.Insert(Pair("new")), Table.Insert(Pair("taken"))], Token));

        Assert.True(ElsaStorage.IsUniqueViolation(error));
        Assert.Equal(["taken"], await KeysAsync());
    }

    [Fact]
    public async Task Of_many_callers_that_remove_a_row_one_succeeds()
    {
        await Storage.WriteNowAsync([Table.Insert(Pair("bookmark"))], Token);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
        {
            try
            {
                await Storage.WriteNowAsync([Table.Delete("bookmark") with { ExpectedRows = 1 }, Table.Insert(Pair($"winner {i}"))], Token);
                return true;
            }
            catch (StaleWriteException)
            {
                return false;
            }
        })));

        Assert.Equal(1, outcomes.Count(x => x));
        Assert.StartsWith("winner", Assert.Single(await KeysAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Units_of_many_callers_are_all_written_though_some_fail()
    {
        await Storage.WriteNowAsync([Table.Insert(Pair("taken"))], Token);

        var tasks = Enumerable.Range(0, 300).Select(i => Task.Run(() => Storage.WriteNowAsync(
            i % 3 == 0 ? [Table.Insert(Pair($"lost {i}")), Table.Insert(Pair("taken"))] : [Table.Upsert(Pair($"kept {i}"))], Token))).ToList();
        await Task.WhenAll(tasks.Select(async task => await task.ContinueWith(_ => 0, TaskScheduler.Default)));

        Assert.Equal(100, tasks.Count(x => x.IsFaulted));
        Assert.Equal(201, (await KeysAsync()).Count);
    }

    [Fact]
    public async Task Work_with_a_context_and_statements_share_the_transaction()
    {
        await Storage.WriteNowAsync([Table.Insert(Pair("a")), Table.Insert(Pair("b"))], Token);
        var delete = new ContextWork(typeof(RuntimeElsaDbContext), async (context, token) => await context.Set<SerializedKeyValuePair>().ExecuteDeleteAsync(token));

        await Assert.ThrowsAsync<StaleWriteException>(() => Storage.WriteNowAsync([delete, Table.Delete("a") with { ExpectedRows = 1 }], Token));
        Assert.Equal(2, (await KeysAsync()).Count);

        var rows = await Storage.WriteNowAsync([delete, Table.Insert(Pair("c"))], Token);
        Assert.Equal([2, 1], rows);
        Assert.Equal(["c"], await KeysAsync());
    }

    [Fact]
    public async Task What_code_writes_inside_a_unit_is_seen_after_it_and_is_gone_if_it_throws()
    {
        await Storage.InUnitAsync(
            async token =>
            {
                await Storage.WriteAsync([Table.Insert(Pair("first"))], token);
                Assert.Empty(await KeysAsync());
                await Storage.WriteAsync([Table.Insert(Pair("second"))], token);
            },
            Token);
        await Assert.ThrowsAsync<TimeoutException>(() => Storage.InUnitAsync(
            async token =>
            {
                await Storage.WriteAsync([Table.Insert(Pair("third"))], token);
                throw new TimeoutException();
            },
            Token));

        Assert.Equal(["first", "second"], await KeysAsync());
    }

    public async ValueTask InitializeAsync()
    {
        await place.InitializeAsync();
        _node = place.CreateNode();
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static SerializedKeyValuePair Pair(string key) => new() { Key = key, SerializedValue = "1" };

    private Task<List<string>> KeysAsync() => Storage.ReadAsync<RuntimeElsaDbContext, List<string>>(x => x.KeyValuePairs.Select(pair => pair.Id).Order().ToListAsync(Token), Token);
}

public sealed class SqliteUnitTests() : UnitContract(new SqliteTestStorage());

public sealed class PostgreSqlUnitTests(TapeFlows.Testing.PostgresServer server) : UnitContract(new PostgreSqlTestStorage(server));
