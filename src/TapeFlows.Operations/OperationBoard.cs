using System.Runtime.CompilerServices;
using TapeFlows.Operations.Database;
using TapeFlows.Operations.Delivery;
using TapeFlows.Operations.Queue;

namespace TapeFlows.Operations;

/// <summary>The operations as this node offers them.</summary>
internal sealed class OperationBoard(
    OperationStore store,
    IOperationTurns turns,
    PostponedOperations postponed,
    Mounts.MountRequests mounts,
    Sessions.RunSessions sessions,
    Leases.LeaseStore leaseStore,
    OperationWorker worker,
    DeliveryPump deliveries,
    OperationFeed feed,
    Leases.LeaseKeeper leases,
    OperationsOptions options,
    TimeProvider clock) : IOperations
{
    public const string CancelledByPerson = "It was cancelled. What was committed is kept.";

    public const string ProcessIsGone = "The process that did this ended in the middle of it. What was committed is kept.";

    private const int LongestName = 200;
    private const int LongestKey = 1000;
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private volatile bool _isProcessKnown;

    public bool IsPrivate => options.IsPrivate;

    public async Task<Operation> EnqueueAsync(OperationRequest request, CancellationToken cancellationToken = default)
    {
        var (operation, isNew) = await AddAsync(request, cancellationToken);
        if (isNew)
            await turns.ScheduleAsync(operation, cancellationToken);
        return operation;
    }

    public async Task PrepareAsync(CancellationToken cancellationToken = default)
    {
        await OwnerAsync(cancellationToken);
        await store.FindAsync(Guid.Empty, cancellationToken);
        await worker.WarmUpAsync(cancellationToken);
    }

    public async Task<Operation> DoAsync(OperationRequest request, CancellationToken stopping)
    {
        if (!IsPrivate)
            throw new InvalidOperationException("Operations are not private here: enqueue this one, and wait until you are told of its end.");
        var (operation, _) = await AddAsync(request, CancellationToken.None);
        while (true)
        {
            if (operation is { State: OperationState.Queued or OperationState.Running } && (operation.NotBefore ?? DateTimeOffset.MinValue) <= clock.GetUtcNow())
                await worker.RunAsync(operation.Id, needsPlace: false, CancellationToken.None, stopping);
            var change = feed.NextAsync(operation.Id);
            operation = await store.FindAsync(operation.Id, CancellationToken.None)
                ?? throw new OperationException($"Operation {operation.Id} is gone from the database. What it committed is in the catalog.");
            if (operation.State.IsEnd())
                return operation;
            if (stopping.IsCancellationRequested)
                await CancelAsync(operation.Id, CancellationToken.None);
            // It waits for a drive; or a person has paused it, from another process, and may have it go on.
            await Task.WhenAny(change, Task.Delay(LookAgain, clock, CancellationToken.None));
        }
    }

    public async Task EndRunAsync(string run, CancellationToken cancellationToken = default)
    {
        if (IsPrivate)
        {
            // Who does operations of its own has waited for each.
            await sessions.CloseAsync(run);
            return;
        }

        var known = await store.ListAsync(new OperationQuery { Run = run, Take = 1000 }, cancellationToken);
        foreach (var open in known.Where(operation => !operation.State.IsEnd()))
            await CancelAsync(open.Id, cancellationToken);
        if (await sessions.CloseAsync(run))
            await postponed.HastenAsync(cancellationToken);
        // The node that had its volumes last has them still, unless it put them back.
        if (known is [{ Node: { } node } last, ..] && node != options.Node && last is not { Kind: OperationKind.Unload, State: OperationState.Succeeded })
            await EnqueueAsync(new OperationRequest { Key = $"{run}/end", Kind = OperationKind.Unload, Run = run, PreferredNode = node }, cancellationToken);
    }

    public async Task AbandonAsync(string run, CancellationToken cancellationToken = default)
    {
        foreach (var owner in await store.ListOwnersAsync(run, cancellationToken))
        {
            await Task.Run(() => leaseStore.EndAllOf(owner), cancellationToken);
            foreach (var ended in await store.EndAbandonedAsync(owner, ProcessIsGone, cancellationToken))
                feed.Changed(ended.Id);
        }

        await EndRunAsync(run, cancellationToken);
    }

    private async Task<(Operation Operation, bool IsNew)> AddAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        if (request.Key.Length is 0 or > LongestKey || request.Run.Length is 0 or > LongestName)
            throw new OperationException($"The key of an operation has 1 to {LongestKey} characters, its run 1 to {LongestName}.");
        if (request.Priority is < 1 or > OperationRequest.HighestPriority)
            throw new OperationException($"The priority {request.Priority} is not usable: 1 to {OperationRequest.HighestPriority}.");
        if (request.Drive is { } drive && options.Drives.Count > 0 && options.IsPrivate && !options.Drives.Contains(drive))
            throw new OperationException($"Drive {drive} is not one of this process.");
        var (operation, isNew) = await store.AddAsync(request, await OwnerAsync(cancellationToken), cancellationToken);
        if (operation.Kind != request.Kind)
            throw new OperationException($"The key '{request.Key}' is that of the {operation.Kind} operation {operation.Id}.");
        return (operation, isNew);
    }

    // As long as this lives, so does the process: what is private to it is nobody's when it is gone.
    private async Task<string?> OwnerAsync(CancellationToken cancellationToken)
    {
        if (!IsPrivate)
            return null;
        if (!_isProcessKnown)
        {
            await store.PrepareAsync(cancellationToken);
            _isProcessKnown = await Task.Run(() => leases.TryTake(Leases.LeaseKeeper.ProcessResource(leases.Holder)), cancellationToken) is not null;
        }

        return leases.Holder;
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
        await mounts.WithdrawAsync(id, cancellationToken);
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
        // One that has not come to its pause yet goes on from there by itself.
        if (operation.State != OperationState.Running)
            await turns.ScheduleAsync(operation, cancellationToken);
        feed.Changed(id);
        await mounts.WithdrawAsync(id, cancellationToken);
        return true;
    }

    public Task<bool> RefuseAsync(Guid id, string by, string? remark = null, CancellationToken cancellationToken = default) => mounts.RefuseAsync(id, by, remark, cancellationToken);

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
