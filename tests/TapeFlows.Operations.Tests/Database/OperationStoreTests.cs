using TapeFlows.Catalog;
using TapeFlows.Operations.Database;

namespace TapeFlows.Operations.Tests.Database;

/// <summary>Rows that several want to change in the same moment.</summary>
public sealed class OperationStoreTests(Databases databases) : IClassFixture<Databases>
{
    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task An_operation_that_begins_while_it_is_cancelled_does_one_of_the_two(CatalogProvider provider)
    {
        var token = TestContext.Current.CancellationToken;
        await using var database = new OperationsDatabase(await databases.CreateAsync(provider));
        var store = new OperationStore(database, TimeProvider.System);
        var fenced = new FencedOperations(database, TimeProvider.System);
        for (var number = 0; number < 100; number++)
        {
            var (operation, _) = await store.AddAsync(Nodes.Request($"{number}"), owner: null, token);
            await Task.WhenAll(
                Task.Run(() => fenced.BeginAsync(operation.Id, "a", "a/1", fence: 1, token), token),
                Task.Run(() => store.WishAsync(operation.Id, OperationWish.Cancel, "Cancelled.", token), token));
            var after = (await store.FindAsync(operation.Id, token))!;
            if (after.State == OperationState.Running)
                Assert.Equal((OperationWish.Cancel, null), (after.Wish, after.EndedAt));
            else
                Assert.Equal((OperationState.Cancelled, true, null), (after.State, after.EndedAt is not null, after.StartedAt));
        }
    }
}
