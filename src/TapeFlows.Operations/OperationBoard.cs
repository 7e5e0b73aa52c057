using System.Runtime.CompilerServices;
using TapeFlows.Operations.Database;
using TapeFlows.Operations.Delivery;
using TapeFlows.Operations.Queue;

namespace TapeFlows.Operations;

/// <summary>The operations as this node offers them.</summary>
internal sealed class OperationBoard(
    OperationStore store,
    OperationTriggers triggers,
    OperationWorker worker,
    DeliveryPump deliveries,
    OperationFeed feed,
    Leases.LeaseKeeper leases,
    OperationsOptions options,
    TimeProvider clock) : IOperations
{
    public const string CancelledByPerson = "It was cancelled. What was committed is kept.";

    private const int LongestName = 200;
    private const int LongestKey = 1000;
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    public async Task<Operation> EnqueueAsync(OperationRequest request, CancellationToken cancellationToken = default)
    {
        if (request.Key.Length is 0 or > LongestKey || request.Run.Length is 0 or > LongestName)
            throw new OperationException($"The key of an operation has 1 to {LongestKey} characters, its run 1 to {LongestName}.");
        if (request.Priority is < 1 or > OperationRequest.HighestPriority)
            throw new OperationException($"The priority {request.Priority} is not usable: 1 to {OperationRequest.HighestPriority}.");
        if (request.Drive is { } drive && options.Drives.Count > 0 && options.IsPrivate && !options.Drives.Contains(drive))
            throw new OperationException($"Drive {drive} is not one of this process.");
        var (operation, isNew) = await store.AddAsync(request, options.IsPrivate ? leases.Holder : null, cancellationToken);
        if (operation.Kind != request.Kind)
            throw new OperationException($"The key '{request.Key}' is that of the {operation.Kind} operation {operation.Id}.");
        if (isNew)
            await triggers.ScheduleAsync(operation, cancellationToken);
        return operation;
    }

    public Task<Operation?> GetAsync(Guid id, CancellationToken cancellationToken = default) => store.FindAsync(id, cancellationToken);

    public Task<IReadOnlyList<Operation>> ListAsync(OperationQuery query, CancellationToken cancellationToken = default) => store.ListAsync(query, cancellationToken);

    public Task<IReadOnlyList<OperationAttempt>> ListAttemptsAsync(Guid id, CancellationToken cancellationToken = default) => store.ListAttemptsAsync(id, cancellationToken);

    public async Task<bool> CancelAsync(Guid id, CancellationToken cancellationToken = default)
    {
        if (await store.WishAsync(id, OperationWish.Cancel, CancelledByPerson, cancellationToken) is not { } operation)
            return false;
        worker.Stop(id, StopReason.Cancel);
        feed.Changed(id);
        if (operation.State.IsEnd())
            deliveries.Deliver(operation);
        return true;
    }

    public async Task<bool> PauseAsync(Guid id, CancellationToken cancellationToken = default)
    {
        if (await store.WishAsync(id, OperationWish.Pause, "", cancellationToken) is null)
            return false;
        worker.Stop(id, StopReason.Pause);
        feed.Changed(id);
        return true;
    }

    public async Task<bool> ResumeAsync(Guid id, CancellationToken cancellationToken = default)
    {
        if (await store.WishAsync(id, OperationWish.None, "", cancellationToken) is not { } operation)
            return false;
        await triggers.ScheduleAsync(operation, cancellationToken);
        feed.Changed(id);
        return true;
    }

    public async IAsyncEnumerable<Operation> WatchAsync(Guid id, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Operation? last = null;
        while (true)
        {
            // Asked for before the row is read, so that no change falls between the two.
            var change = feed.NextAsync(id);
            if (await store.FindAsync(id, cancellationToken) is not { } operation)
                yield break;
            if (operation != last)
                yield return last = operation;
            if (operation.State.IsEnd())
                yield break;
            // A change of another node is not heard of here.
            await Task.WhenAny(change, Task.Delay(LookAgain, clock, cancellationToken));
        }
    }
}
