using Elsa.Common;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;

namespace Elsa.Workflows.Runtime.Ledger;

/// <summary>The ledger of a host that keeps everything in memory: there is one node, and what it held is gone with it.</summary>
internal sealed class MemoryLedger(
    IWorkflowInstanceStore instances,
    IBookmarkStore bookmarks,
    IBookmarkQueueStore queue,
    IWorkflowExecutionLogStore journal,
    IActivityExecutionStore executions,
    ISystemClock clock) : IRuntimeLedger
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<string, LeaseRecord> _leases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DispatchItem> _dispatches = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _activations = new(StringComparer.Ordinal);

    public Task JoinAsync(NodeRecord node, TimeSpan lifetime, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<bool> BeatAsync(string nodeId, TimeSpan lifetime, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task LeaveAsync(string nodeId, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<int> TakeOverAsync(int maxCount, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task<IReadOnlyList<string>> FindCancelRequestsAsync(string nodeId, CancellationToken cancellationToken) =>
        LockedAsync<IReadOnlyList<string>>(() => _leases.Values.Where(x => x.IsCancelRequested).Select(x => x.InstanceId).ToList(), cancellationToken);

    public Task<bool> TryLeaseAsync(Lease lease, string? continuation, CancellationToken cancellationToken) =>
        LockedAsync(() => _leases.TryAdd(lease.InstanceId, Record(lease, continuation)), cancellationToken);

    public Task ReleaseAsync(Lease lease, DispatchItem? next, CancellationToken cancellationToken) => LockedAsync(
        () =>
        {
            if (!Has(lease))
                return false;
            _leases.Remove(lease.InstanceId);
            if (next is not null)
                _dispatches.Add(next.Id, next);
            return true;
        },
        cancellationToken);

    public Task<bool> RequestCancelAsync(string instanceId, CancellationToken cancellationToken) =>
        LockedAsync(() => _leases.TryGetValue(instanceId, out var lease) && (lease.IsCancelRequested = true), cancellationToken);

    public async Task CommitAsync(BurstCommit commit, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if ((commit.Lease is { } lease && !Has(lease)) || (commit.Fulfils is { } fulfilled && !Has(fulfilled)))
                throw new LeaseLostException(commit.Instance.Id);
            await StoreAsync(commit, cancellationToken);
            Settle(commit);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task<bool> EnqueueAsync(IReadOnlyCollection<DispatchItem> items, ActivationClaim? claim, CancellationToken cancellationToken)
    {
        if (claim is not null && !await TryActivateAsync(claim, nodeId: null, cancellationToken))
            return false;
        return await LockedAsync(
            () =>
            {
                foreach (var item in items)
                    _dispatches.Add(item.Id, item);
                return true;
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<DispatchItem>> ClaimAsync(string nodeId, int maxCount, CancellationToken cancellationToken) => LockedAsync<IReadOnlyList<DispatchItem>>(
        () =>
        {
            var due = _dispatches.Values.Where(x => x.NodeId is null && x.DueAt <= clock.UtcNow).OrderBy(x => x.DueAt).Take(maxCount).ToList();
            foreach (var item in due)
                item.NodeId = nodeId;
            return due;
        },
        cancellationToken);

    public async Task<bool> CompleteAsync(DispatchItem item, IReadOnlyCollection<DispatchItem> next, BookmarkQueueItem? queued, CancellationToken cancellationToken)
    {
        if (queued is not null)
            await queue.SaveAsync(queued, cancellationToken);
        return await LockedAsync(
            () =>
            {
                if (!_dispatches.Remove(item.Id))
                    return false;
                foreach (var following in next)
                    _dispatches.Add(following.Id, following);
                return true;
            },
            cancellationToken);
    }

    public Task PostponeAsync(DispatchItem item, CancellationToken cancellationToken) => LockedAsync(() => item.NodeId = null, cancellationToken);

    public async Task<bool> DeliverAsync(BookmarkQueueItem queued, DispatchItem item, CancellationToken cancellationToken) =>
        await queue.DeleteAsync(new BookmarkQueueFilter { Id = queued.Id }, cancellationToken) == 1 && await EnqueueAsync([item], claim: null, cancellationToken);

    public async Task<bool> TryActivateAsync(ActivationClaim claim, string? nodeId, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_activations.TryGetValue(claim.Key, out var holder))
                return holder == claim.InstanceId;
            var filter = new WorkflowInstanceFilter { DefinitionId = claim.DefinitionId, WorkflowStatus = WorkflowStatus.Running };
            var running = await instances.SummarizeManyAsync(filter, cancellationToken);
            if (running.Any(x => x.Id != claim.InstanceId && (!claim.IsCorrelated || x.CorrelationId == claim.CorrelationId)))
                return false;
            _activations.Add(claim.Key, claim.InstanceId);
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    public Task DeactivateUnstoredAsync(string instanceId, string nodeId, CancellationToken cancellationToken) => LockedAsync(() => Deactivate(instanceId), cancellationToken);

    public Task<bool> ForgetDispatchesAsync(string instanceId, CancellationToken cancellationToken) => LockedAsync(
        () =>
        {
            Deactivate(instanceId);
            return _dispatches.Values.Where(x => x.InstanceId == instanceId).ToList().Count(x => _dispatches.Remove(x.Id)) > 0;
        },
        cancellationToken);

    public async Task ForgetAsync(IReadOnlyCollection<string> instanceIds, CancellationToken cancellationToken)
    {
        foreach (var id in instanceIds)
        {
            await ForgetDispatchesAsync(id, cancellationToken);
            await LockedAsync(() => _leases.Remove(id), cancellationToken);
            await bookmarks.DeleteAsync(new BookmarkFilter { WorkflowInstanceId = id }, cancellationToken);
            await queue.DeleteAsync(new BookmarkQueueFilter { WorkflowInstanceId = id }, cancellationToken);
        }
    }

    private async Task StoreAsync(BurstCommit commit, CancellationToken cancellationToken)
    {
        // A new instance may turn out to be there already; of others, who sees the new state finds what belongs to it.
        if (commit.Mode == StoreMode.Insert)
            await instances.AddAsync(commit.Instance, cancellationToken);
        if (commit.RemovedBookmarkIds.Count > 0)
            await bookmarks.DeleteAsync(new BookmarkFilter { BookmarkIds = [.. commit.RemovedBookmarkIds] }, cancellationToken);
        if (commit.AddedBookmarks.Count > 0)
            await bookmarks.SaveManyAsync(commit.AddedBookmarks, cancellationToken);
        await journal.AddManyAsync(commit.Journal, cancellationToken);
        await executions.SaveManyAsync(commit.Executions, cancellationToken);
        if (commit.Mode != StoreMode.Insert)
            await instances.SaveAsync(commit.Instance, cancellationToken);
    }

    private void Settle(BurstCommit commit)
    {
        if (commit.Next is { } next)
            _leases[next.InstanceId] = Record(next, commit.Continuation);
        else if (commit.Lease is { } lease)
            _leases.Remove(lease.InstanceId);
        if (commit.Fulfils is { } fulfilled)
            _dispatches.Remove(fulfilled.Id);
        foreach (var item in commit.Dispatches)
            _dispatches.Add(item.Id, item);
        if (commit is { MayHaveClaim: true, Instance.Status: WorkflowStatus.Finished })
            Deactivate(commit.Instance.Id);
    }

    private bool Has(Lease lease) => _leases.TryGetValue(lease.InstanceId, out var held) && held.Token == lease.Token && held.NodeId == lease.NodeId;

    private bool Has(DispatchItem item) => _dispatches.ContainsKey(item.Id);

    private int Deactivate(string instanceId) => _activations.Where(x => x.Value == instanceId).Select(x => x.Key).ToList().Count(x => _activations.Remove(x));

    private LeaseRecord Record(Lease lease, string? continuation) =>
        new() { InstanceId = lease.InstanceId, NodeId = lease.NodeId, Token = lease.Token, TakenAt = clock.UtcNow, Continuation = continuation };

    private async Task<T> LockedAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return work();
        }
        finally
        {
            _gate.Release();
        }
    }
}
