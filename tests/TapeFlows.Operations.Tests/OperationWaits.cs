namespace TapeFlows.Operations.Tests;

/// <summary>Waits for what nodes make of operations.</summary>
internal static class OperationWaits
{
    /// <summary>Waits until an operation is in a state; it fails as soon as it has ended in another one.</summary>
    public static async Task<Operation> InStateAsync(this IOperations operations, Guid id, OperationState state)
    {
        Operation? operation = null;
        await Eventually.TrueAsync(
            async () =>
            {
                operation = await operations.GetAsync(id);
                Assert.True(operation!.State == state || !operation.State.IsEnd(), $"Operation {id} is {operation.State}, not {state}: {operation.Problem}");
                return operation.State == state;
            },
            $"operation {id} {state}",
            () => Task.FromResult<object?>(operation));
        return operation!;
    }

    /// <summary>Waits for the end of an operation, whatever it is.</summary>
    public static async Task<Operation> EndOfAsync(this IOperations operations, Guid id)
    {
        await foreach (var operation in operations.WatchAsync(id).Within($"a change of operation {id}"))
        {
            if (operation.State.IsEnd())
                return operation;
        }

        throw new InvalidOperationException($"Operation {id} is gone.");
    }
}
