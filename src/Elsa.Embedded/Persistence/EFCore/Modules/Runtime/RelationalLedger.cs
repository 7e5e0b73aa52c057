using Elsa.Common;
using Elsa.Persistence.EFCore.Modules.Management;
using Elsa.Persistence.EFCore.Storage;
using Elsa.Workflows;
using Elsa.Workflows.Runtime.Dispatch;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Ledger;
using Elsa.Workflows.Runtime.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Elsa.Persistence.EFCore.Modules.Runtime;

/// <summary>Keeps the ledger in the database of instances and bookmarks, so that what belongs together is one transaction.</summary>
internal sealed class RelationalLedger(
    ElsaStorage storage,
    LedgerStatements sql,
    InstanceRows instances,
    JournalRows journal,
    ExecutionRows executions,
    BookmarkRows bookmarks,
    BookmarkQueueRows queue,
    DispatchFactory dispatches,
    ISystemClock ownClock,
    LedgerClock clock) : IRuntimeLedger
{
    private EntityTable<NodeRecord> Nodes => storage.Table<RuntimeElsaDbContext, NodeRecord>();

    private EntityTable<DispatchItem> Dispatches => storage.Table<RuntimeElsaDbContext, DispatchItem>();

    public async Task JoinAsync(NodeRecord node, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        await CompareClocksAsync(cancellationToken);
        var neighbours = await ReadAsync(context => context.Set<NodeRecord>().Where(x => x.Host == node.Host).ToListAsync(cancellationToken), cancellationToken);
        var gone = neighbours.Where(x => ProcessIdentity.IsGone(x.Host, x.ProcessId, x.ProcessStart));
        await storage.WriteNowAsync([.. gone.Select(x => Nodes.Delete(x.Id)), Nodes.Insert(node), sql.Beat(node.Id, lifetime)], cancellationToken);
    }

    public async Task<bool> BeatAsync(string nodeId, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var isAlive = (await storage.WriteNowAsync([sql.Beat(nodeId, lifetime)], cancellationToken))[0] == 1;
        await CompareClocksAsync(cancellationToken);
        return isAlive;
    }

    public Task LeaveAsync(string nodeId, CancellationToken cancellationToken) => storage.WriteNowAsync([Nodes.Delete(nodeId)], cancellationToken);

    public async Task<int> TakeOverAsync(int maxCount, CancellationToken cancellationToken)
    {
        await storage.WriteNowAsync([sql.RemoveSilentNodes()], cancellationToken);
        var orphans = await ReadAsync(
            context => context.Set<LeaseRecord>().Where(x => !context.Set<NodeRecord>().Any(node => node.Id == x.NodeId)).OrderBy(x => x.InstanceId).Take(maxCount).ToListAsync(cancellationToken),
            cancellationToken);
        var count = 0;
        foreach (var orphan in orphans)
        {
            if (await TryReleaseAsync(new Lease(orphan.InstanceId, orphan.NodeId, orphan.Token), Continue(orphan), cancellationToken))
                count++;
        }

        var freed = await storage.WriteNowAsync([sql.FreeDispatches(), sql.FreeActivations()], cancellationToken);
        return count + (int)freed[0];
    }

    public async Task<IReadOnlyList<string>> FindCancelRequestsAsync(string nodeId, CancellationToken cancellationToken) => await ReadAsync(
        context => context.Set<LeaseRecord>().Where(x => x.NodeId == nodeId && x.IsCancelRequested).Select(x => x.InstanceId).ToListAsync(cancellationToken),
        cancellationToken);

    public async Task<bool> TryLeaseAsync(Lease lease, string? continuation, CancellationToken cancellationToken) =>
        (await storage.WriteNowAsync([sql.TakeLease(Record(lease, continuation))], cancellationToken))[0] == 1;

    public Task ReleaseAsync(Lease lease, DispatchItem? next, CancellationToken cancellationToken) => TryReleaseAsync(lease, next, cancellationToken);

    public async Task<bool> RequestCancelAsync(string instanceId, CancellationToken cancellationToken) =>
        (await storage.WriteNowAsync([sql.RequestCancel(instanceId)], cancellationToken))[0] == 1;

    public async Task CommitAsync(BurstCommit commit, CancellationToken cancellationToken)
    {
        try
        {
            await storage.WriteNowAsync(Writes(commit), cancellationToken);
        }
        catch (Exception e) when (e is StaleWriteException || ElsaStorage.IsUniqueViolation(e))
        {
            throw new LeaseLostException(commit.Instance.Id, e);
        }
    }

    public async Task<bool> EnqueueAsync(IReadOnlyCollection<DispatchItem> items, ActivationClaim? claim, CancellationToken cancellationToken)
    {
        var inserts = items.Select(Dispatches.Insert);
        return await TryWriteAsync(claim is null ? [.. inserts] : [sql.RemoveStaleActivation(claim.Key), sql.Activate(claim, nodeId: null), .. inserts], cancellationToken);
    }

    public async Task<IReadOnlyList<DispatchItem>> ClaimAsync(string nodeId, int maxCount, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow;
        var due = await ReadAsync(
            context => context.Set<DispatchItem>().Where(x => x.NodeId == null && x.DueAt <= now).OrderBy(x => x.DueAt).Take(maxCount).ToListAsync(cancellationToken),
            cancellationToken);
        if (due.Count == 0)
            return due;
        var rows = await storage.WriteNowAsync(due.ConvertAll(x => (Write)sql.ClaimDispatch(x, nodeId)), cancellationToken);
        var mine = due.Where((_, i) => rows[i] == 1).ToList();
        foreach (var item in mine)
            item.NodeId = nodeId;
        return mine;
    }

    public Task<bool> CompleteAsync(DispatchItem item, IReadOnlyCollection<DispatchItem> next, BookmarkQueueItem? queued, CancellationToken cancellationToken)
    {
        List<Write> writes = [sql.EndDispatch(item), .. next.Select(Dispatches.Insert)];
        if (queued is not null)
            writes.Add(queue.Upsert(queued));
        return TryWriteAsync(writes, cancellationToken);
    }

    public Task PostponeAsync(DispatchItem item, CancellationToken cancellationToken) => storage.WriteNowAsync([sql.PostponeDispatch(item)], cancellationToken);

    public Task<bool> DeliverAsync(BookmarkQueueItem queued, DispatchItem item, CancellationToken cancellationToken) =>
        TryWriteAsync([queue.Take(queued.Id), Dispatches.Insert(item)], cancellationToken);

    public async Task<bool> TryActivateAsync(ActivationClaim claim, string? nodeId, CancellationToken cancellationToken) =>
        await TryWriteAsync([sql.RemoveStaleActivation(claim.Key), sql.Activate(claim, nodeId)], cancellationToken)
        || await ReadAsync(context => context.Set<ActivationRecord>().AnyAsync(x => x.Key == claim.Key && x.InstanceId == claim.InstanceId, cancellationToken), cancellationToken);

    public Task DeactivateUnstoredAsync(string instanceId, string nodeId, CancellationToken cancellationToken) =>
        storage.WriteNowAsync([sql.EndUnstoredActivation(instanceId, nodeId)], cancellationToken);

    public async Task<bool> ForgetDispatchesAsync(string instanceId, CancellationToken cancellationToken) => await storage.TransactAsync<RuntimeElsaDbContext, int>(
        async (context, token) =>
        {
            await context.Set<ActivationRecord>().Where(x => x.InstanceId == instanceId).ExecuteDeleteAsync(token);
            return await context.Set<DispatchItem>().Where(x => x.InstanceId == instanceId).ExecuteDeleteAsync(token);
        },
        cancellationToken) > 0;

    public Task ForgetAsync(IReadOnlyCollection<string> instanceIds, CancellationToken cancellationToken) => storage.TransactAsync<RuntimeElsaDbContext, int>(
        async (context, token) =>
        {
            await context.Set<LeaseRecord>().Where(x => instanceIds.Contains(x.InstanceId)).ExecuteDeleteAsync(token);
            await context.Set<ActivationRecord>().Where(x => instanceIds.Contains(x.InstanceId)).ExecuteDeleteAsync(token);
            await context.Set<DispatchItem>().Where(x => instanceIds.Contains(x.InstanceId!)).ExecuteDeleteAsync(token);
            await context.BookmarkQueueItems.Where(x => instanceIds.Contains(x.WorkflowInstanceId!)).ExecuteDeleteAsync(token);
            return await context.Bookmarks.Where(x => instanceIds.Contains(x.WorkflowInstanceId)).ExecuteDeleteAsync(token);
        },
        cancellationToken);

    private async Task CompareClocksAsync(CancellationToken cancellationToken)
    {
        if (sql.ReadNow is not { } question)
            return;
        var before = ownClock.UtcNow;
        var ticks = await ReadAsync(context => context.Database.SqlQueryRaw<long>(question).SingleAsync(cancellationToken), cancellationToken);
        clock.Compare(before, new DateTimeOffset(ticks, TimeSpan.Zero), ownClock.UtcNow);
    }

    // The proofs come first: they lock what they prove, and a refused commit does no more.
    private List<Write> Writes(BurstCommit commit)
    {
        var writes = new List<Write>(8 + commit.Journal.Count + commit.Executions.Count);
        if (commit.Lease is { } lease)
            writes.Add(commit.Next is null ? sql.EndLease(lease) : sql.KeepLease(lease, commit.Continuation));
        else if (commit.Next is { } next)
            writes.Add(sql.TakeLease(Record(next, commit.Continuation)) with { ExpectedRows = 1 });
        if (commit.Fulfils is { } fulfilled)
            writes.Add(sql.EndDispatch(fulfilled));
        writes.AddRange(commit.Mode switch
        {
            StoreMode.Insert => instances.Insert(commit.Instance),
            StoreMode.Update => instances.Update(commit.Instance),
            _ => instances.Upsert(commit.Instance),
        });
        if (commit.MayHaveClaim)
            writes.Add(commit.Instance.Status == WorkflowStatus.Finished ? sql.EndActivation(commit.Instance.Id) : sql.KeepActivation(commit.Instance.Id));
        writes.AddRange(bookmarks.Delete(commit.RemovedBookmarkIds));
        writes.AddRange(bookmarks.Upsert(commit.AddedBookmarks));
        writes.AddRange(journal.Insert(commit.Journal));
        writes.AddRange(executions.Upsert(commit.Executions));
        writes.AddRange(commit.Dispatches.Select(Dispatches.Insert));
        return writes;
    }

    private Task<T> ReadAsync<T>(Func<RuntimeElsaDbContext, Task<T>> query, CancellationToken cancellationToken) => storage.ReadAsync(query, cancellationToken);

    private async Task<bool> TryWriteAsync(IReadOnlyList<Write> writes, CancellationToken cancellationToken)
    {
        try
        {
            await storage.WriteNowAsync(writes, cancellationToken);
            return true;
        }
        catch (StaleWriteException)
        {
            return false;
        }
    }

    private Task<bool> TryReleaseAsync(Lease lease, DispatchItem? next, CancellationToken cancellationToken) =>
        TryWriteAsync(next is null ? [sql.EndLease(lease)] : [sql.EndLease(lease), Dispatches.Insert(next)], cancellationToken);

    private DispatchItem? Continue(LeaseRecord orphan) => orphan.Continuation is { } continuation ? dispatches.Continue(orphan.InstanceId, continuation) : null;

    private LeaseRecord Record(Lease lease, string? continuation) =>
        new() { InstanceId = lease.InstanceId, NodeId = lease.NodeId, Token = lease.Token, TakenAt = clock.UtcNow, Continuation = continuation };
}
