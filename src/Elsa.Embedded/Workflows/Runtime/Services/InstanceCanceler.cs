using Elsa.Mediator.Contracts;
using Elsa.Workflows.CommitStates;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Bursts;
using Elsa.Workflows.Runtime.Ledger;
using Elsa.Workflows.Runtime.Notifications;
using Elsa.Workflows.State;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Workflows.Runtime.Services;

/// <summary>
/// Ends instances as cancelled, wherever they are: in a burst here, in one of another node, waiting, or still to be started; and then their children. Journal and
/// executions say so: the recorded server left them as they were.
/// </summary>
internal sealed class InstanceCanceler(
    BurstRunner runner,
    BurstRegistry bursts,
    IRuntimeLedger ledger,
    IWorkflowInstanceStore instances,
    INotificationSender notifications)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    /// <summary>Cancels an instance and its children; false if there is nothing to cancel.</summary>
    public async Task<bool> CancelAsync(string instanceId, CancellationToken cancellationToken)
    {
        await notifications.SendAsync(new WorkflowCancelling(instanceId), cancellationToken);
        var isCancelled = await CancelOneAsync(instanceId, cancellationToken);
        foreach (var child in await FindChildrenAsync(instanceId, cancellationToken))
            await CancelAsync(child, cancellationToken);
        if (isCancelled)
            await notifications.SendAsync(new WorkflowCancelled(instanceId), cancellationToken);
        return isCancelled;
    }

    private async Task<bool> CancelOneAsync(string instanceId, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (bursts.Find(instanceId) is { } burst)
            {
                burst.Interrupt(BurstInterruption.Cancelled);
                await burst.Ended.WaitAsync(cancellationToken);
                if (burst.Interruption == BurstInterruption.Cancelled)
                    return true;
            }

            var isCancelled = false;
            var hadLease = await runner.TryWithLeaseAsync(instanceId, Patience, async (services, own) => isCancelled = await CancelStoredAsync(services, own, cancellationToken), cancellationToken);
            if (hadLease)
                return isCancelled;
            if (bursts.Find(instanceId) is null && await ledger.RequestCancelAsync(instanceId, cancellationToken))
                return true;
        }
    }

    private async Task<bool> CancelStoredAsync(IServiceProvider services, Burst burst, CancellationToken cancellationToken)
    {
        var instance = await instances.FindAsync(new WorkflowInstanceFilter { Id = burst.InstanceId }, cancellationToken);
        if (instance is null)
            return await ledger.ForgetDispatchesAsync(burst.InstanceId, cancellationToken);
        if (instance.Status == WorkflowStatus.Finished)
            return false;

        var state = instance.WorkflowState;
        burst.StoredBookmarks = state.Bookmarks.ToDictionary(x => x.Id, StringComparer.Ordinal);
        var graph = await services.GetRequiredService<IWorkflowDefinitionService>().FindWorkflowGraphAsync(state.DefinitionVersionId, cancellationToken);
        if (graph is null)
            await CancelWithoutDefinitionAsync(burst, state, cancellationToken);
        else
            await CancelAsync(services, graph, state, cancellationToken);
        return true;
    }

    private static async Task CancelAsync(IServiceProvider services, WorkflowGraph graph, WorkflowState state, CancellationToken cancellationToken)
    {
        var context = await WorkflowExecutionContext.CreateAsync(services, graph, state, cancellationToken: cancellationToken);
        context.Cancel();
        await services.GetRequiredService<ICommitStateHandler>().CommitAsync(context, CancellationToken.None);
    }

    // The definition is gone: there is nobody to tell, but the instance must not run for ever.
    private async Task CancelWithoutDefinitionAsync(Burst burst, WorkflowState state, CancellationToken cancellationToken)
    {
        var removed = state.Bookmarks.Select(x => x.Id).ToList();
        (state.Status, state.SubStatus, state.IsExecuting) = (WorkflowStatus.Finished, WorkflowSubStatus.Cancelled, false);
        state.Bookmarks.Clear();
        state.ScheduledActivities.Clear();
        await ledger.CommitAsync(
            new BurstCommit { Instance = InstanceRecords.Of(state), Mode = StoreMode.Update, MayHaveClaim = true, Lease = burst.Lease, AddedBookmarks = [], RemovedBookmarkIds = removed, Journal = [], Executions = [], Dispatches = [] },
            cancellationToken);
        burst.Lease = null;
    }

    private async Task<IEnumerable<string>> FindChildrenAsync(string instanceId, CancellationToken cancellationToken) =>
        await instances.FindManyIdsAsync(new WorkflowInstanceFilter { ParentWorkflowInstanceIds = [instanceId], WorkflowStatus = WorkflowStatus.Running }, cancellationToken);
}
