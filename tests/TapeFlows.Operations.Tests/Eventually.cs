namespace TapeFlows.Operations.Tests;

/// <summary>Waits for what nodes are about to do.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, int seconds = 120)
    {
        var end = DateTimeOffset.UtcNow.AddSeconds(seconds);
        while (!await condition())
        {
            Assert.True(DateTimeOffset.UtcNow < end, $"It did not happen within {seconds} seconds: {what}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public static async Task<Operation> InStateAsync(this IOperations operations, Guid id, OperationState state)
    {
        Operation? operation = null;
        await TrueAsync(
            async () =>
            {
                operation = await operations.GetAsync(id);
                Assert.True(operation!.State == state || !operation.State.IsEnd(), $"Operation {id} is {operation.State}, not {state}: {operation.Problem}");
                return operation.State == state;
            },
            $"operation {id} {state}");
        return operation!;
    }
}
