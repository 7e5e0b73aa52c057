using Microsoft.Extensions.Logging.Abstractions;
using TapeFlows.Catalog;
using TapeFlows.Operations.Database;
using TapeFlows.Operations.Delivery;
using TapeFlows.Operations.Queue;

namespace TapeFlows.Operations.Tests.Delivery;

/// <summary>Ends that several want to tell in the same moment.</summary>
public sealed class DeliveryPumpTests(Databases databases) : IClassFixture<Databases>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_who_find_an_end_at_once_tell_it_once()
    {
        await using var database = new OperationsDatabase(await databases.CreateAsync(CatalogProvider.Sqlite));
        var store = new OperationStore(database, TimeProvider.System);
        for (var round = 0; round < 200; round++)
        {
            var ended = await EndedAsync(store, round);
            var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var listener = new StubListener(_ => gate.Task);
            var pump = Pump(store, listener);
            using var barrier = new Barrier(2);
            await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            {
                barrier.SignalAndWait(Eventually.Patience);
                pump.Deliver(ended);
            }))).Within("both");
            await Eventually.TrueAsync(() => Task.FromResult(listener.Count > 0), "the telling");
            // What is not told is told again, but not before somebody finds it.
            gate.SetException(new IOException("not now"));
            await pump.StopAsync().Within("the end of telling");
            Assert.Equal(1, listener.Count);
        }
    }

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task What_was_told_since_it_was_found_is_not_told_again(CatalogProvider provider)
    {
        await using var database = new OperationsDatabase(await databases.CreateAsync(provider));
        var store = new OperationStore(database, TimeProvider.System);
        var ended = await EndedAsync(store, 1);
        var found = Assert.Single(await store.ListUndeliveredAsync("a", Token));
        var listener = new StubListener();
        var worker = Pump(store, listener);
        worker.Deliver(ended);
        await Eventually.TrueAsync(async () => (await store.FindAsync(ended.Id, Token))!.DeliveredAt is not null, "its end is told");
        await worker.StopAsync().Within("the end of telling");

        var sweep = Pump(store, listener);
        sweep.Deliver(found);
        await sweep.StopAsync().Within("the end of telling");
        Assert.Equal(1, listener.Count);
    }

    private static async Task<Operation> EndedAsync(OperationStore store, int number)
    {
        var (operation, _) = await store.AddAsync(Nodes.Request($"{number}"), owner: null, Token);
        return (await store.WishAsync(operation.Id, OperationWish.Cancel, "Cancelled.", Token))!;
    }

    private static DeliveryPump Pump(OperationStore store, StubListener listener) => new(store, [listener], new OperationFeed(), NullLogger<DeliveryPump>.Instance);
}
