using Microsoft.Extensions.Time.Testing;
using TapeFlows.Catalog;
using TapeFlows.Operations.Database;
using TapeFlows.Operations.Purging;

namespace TapeFlows.Operations.Tests.Purging;

/// <summary>What is over goes when its time has come; what waits, runs or was not told stays.</summary>
public sealed class PurgeTests(Databases databases) : IClassFixture<Databases>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task Operations_go_when_they_ended_long_ago_and_failed_ones_later(CatalogProvider provider)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));
        await using var database = new OperationsDatabase(await databases.CreateAsync(provider));
        var store = new OperationStore(database, clock);
        var fenced = new FencedOperations(database, clock);
        var purge = new OperationPurge(database, new KeepingOptions(), clock);
        var done = await EndAsync(store, fenced, "done", OperationState.Succeeded, isTold: true);
        var failed = await EndAsync(store, fenced, "failed", OperationState.Failed, isTold: true);
        var untold = await EndAsync(store, fenced, "untold", OperationState.Succeeded, isTold: false);
        var (waiting, _) = await store.AddAsync(Nodes.Request("waiting"), owner: null, Token);

        clock.Advance(TimeSpan.FromDays(89));
        Assert.Equal(0, await purge.PurgeAsync(Token));
        clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await purge.PurgeAsync(Token));
        Assert.Null(await store.FindAsync(done, Token));
        clock.Advance(TimeSpan.FromDays(300));
        Assert.Equal(1, await purge.PurgeAsync(Token));
        Assert.Null(await store.FindAsync(failed, Token));
        Assert.Empty(await store.ListAttemptsAsync(failed, Token));
        Assert.NotNull(await store.FindAsync(untold, Token));
        Assert.NotNull(await store.FindAsync(waiting.Id, Token));
    }

    private static async Task<Guid> EndAsync(OperationStore store, FencedOperations fenced, string key, OperationState state, bool isTold)
    {
        var (operation, _) = await store.AddAsync(Nodes.Request(key), owner: null, Token);
        await fenced.BeginAsync(operation.Id, "a", "holder", fence: 1, Token);
        await fenced.EndAsync(operation.Id, state, new OperationEnd(OperationOutcome.Done), fence: 1, Token);
        if (isTold)
            await store.SaveDeliveredAsync(operation.Id, Token);
        return operation.Id;
    }
}
