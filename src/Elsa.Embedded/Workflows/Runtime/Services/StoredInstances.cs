using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Bursts;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.Ledger;
using Elsa.Workflows.State;

namespace Elsa.Workflows.Runtime.Services;

/// <summary>Changes instances that nobody runs, as one transaction each.</summary>
internal sealed class StoredInstances(
    BurstRunner runner,
    IRuntimeLedger ledger,
    InstanceHoldings holdings,
    IWorkflowInstanceStore instances,
    IBookmarkStore bookmarks,
    IWorkflowExecutionLogStore journal,
    IActivityExecutionStore executions)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Stores an instance that is not there yet.</summary>
    public Task CreateAsync(WorkflowState state, CancellationToken cancellationToken) =>
        ledger.CommitAsync(Commit(state, StoreMode.Insert, lease: null, []), cancellationToken);

    /// <summary>Replaces the state, and the index of bookmarks with it.</summary>
    public async Task ReplaceAsync(WorkflowState state, CancellationToken cancellationToken)
    {
        var isDone = await runner.TryWithLeaseAsync(
            state.Id,
            Patience,
            async (_, burst) =>
            {
                var old = await bookmarks.FindManyAsync(new BookmarkFilter { WorkflowInstanceId = state.Id }, cancellationToken);
                await ledger.CommitAsync(Commit(state, StoreMode.Update, burst.Lease, old.Select(x => x.Id).ToList()), cancellationToken);
                burst.Lease = null;
            },
            cancellationToken);
        if (!isDone)
            throw new InvalidOperationException($"The workflow instance '{state.Id}' is running: its state cannot be replaced now. Nothing was changed.");
    }

    /// <summary>Deletes an instance with all that belongs to it.</summary>
    public async Task<bool> DeleteAsync(string instanceId, CancellationToken cancellationToken)
    {
        await holdings.ForgetAsync([instanceId], cancellationToken);
        await journal.DeleteManyAsync(new WorkflowExecutionLogRecordFilter { WorkflowInstanceId = instanceId }, cancellationToken);
        await executions.DeleteManyAsync(new ActivityExecutionRecordFilter { WorkflowInstanceId = instanceId }, cancellationToken);
        return await instances.DeleteAsync(new WorkflowInstanceFilter { Id = instanceId }, cancellationToken) > 0;
    }

    private static BurstCommit Commit(WorkflowState state, StoreMode mode, Lease? lease, IReadOnlyCollection<string> removed) => new()
    {
        Instance = InstanceRecords.Of(state),
        Mode = mode,
        Lease = lease,
        AddedBookmarks = state.Status == WorkflowStatus.Finished ? [] : state.Bookmarks.Select(x => InstanceRecords.Of(state.Id, state.CorrelationId, x)).ToList(),
        RemovedBookmarkIds = removed,
        Journal = [],
        Executions = [],
        Dispatches = [],
    };
}

/// <summary>What is stored, made from states.</summary>
internal static class InstanceRecords
{
    public static WorkflowInstance Of(WorkflowState state) => new()
    {
        Id = state.Id,
        DefinitionId = state.DefinitionId,
        DefinitionVersionId = state.DefinitionVersionId,
        Version = state.DefinitionVersion,
        ParentWorkflowInstanceId = state.ParentWorkflowInstanceId,
        WorkflowState = state,
        Status = state.Status,
        SubStatus = state.SubStatus,
        IsExecuting = state.IsExecuting,
        CorrelationId = state.CorrelationId,
        Name = state.Name,
        IncidentCount = state.Incidents.Count,
        IsSystem = state.IsSystem,
        CreatedAt = state.CreatedAt,
        UpdatedAt = state.UpdatedAt,
        FinishedAt = state.FinishedAt,
    };

    public static StoredBookmark Of(string instanceId, string? correlationId, Bookmark bookmark) => new()
    {
        Id = bookmark.Id,
        Name = bookmark.Name,
        Hash = bookmark.Hash,
        WorkflowInstanceId = instanceId,
        ActivityInstanceId = bookmark.ActivityInstanceId,
        CorrelationId = correlationId,
        Payload = bookmark.Payload,
        Metadata = bookmark.Metadata,
        CreatedAt = bookmark.CreatedAt,
    };
}
