using Elsa.Extensions;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Models;
using Elsa.Workflows.Options;
using Elsa.Workflows.Runtime.Dispatch;
using Elsa.Workflows.Runtime.Exceptions;
using Elsa.Workflows.Runtime.Ledger;
using Elsa.Workflows.Runtime.Messages;
using Elsa.Workflows.Runtime.Nodes;
using Elsa.Workflows.State;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Elsa.Workflows.Runtime.Services;

namespace Elsa.Workflows.Runtime.Bursts;

/// <summary>What came of a request for a burst.</summary>
/// <param name="HasRun">Whether there was anything to run.</param>
/// <param name="State">Where the instance stands; null if there is none.</param>
internal sealed record BurstResult(bool HasRun, WorkflowState? State);

/// <summary>Someone else runs the instance for longer than a caller waits.</summary>
internal sealed class InstanceBusyException(Exception inner) : Exception("The workflow instance is being executed by someone else.", inner);

/// <summary>Runs bursts, each in a scope of its own, and of each instance one at a time: callers of this process take turns, and the lease keeps other nodes out.</summary>
internal sealed class BurstRunner(
    IServiceScopeFactory scopes,
    IRuntimeLedger ledger,
    Node node,
    BurstRegistry registry,
    InstanceLocks locks,
    DispatchFactory dispatches,
    DispatchSignal signal,
    TimeProvider time,
    ILogger<BurstRunner> logger)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);

    /// <summary>For how long a caller waits while someone else runs the instance. What was asked for is then dispatched, and done when the instance is free.</summary>
    internal TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Starts a new instance.</summary>
    public async Task<BurstResult> StartAsync(string instanceId, CreateAndRunWorkflowInstanceRequest request, DispatchItem? dispatch, CancellationToken cancellationToken)
    {
        await node.JoinAsync(cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        var graph = await FindGraphAsync(scope.ServiceProvider, request.WorkflowDefinitionHandle, cancellationToken);
        using var turn = await locks.WaitAsync(instanceId, cancellationToken);
        using var burst = registry.Begin(instanceId, request.Name);
        burst.IsNew = true;
        burst.Dispatch = dispatch;
        scope.ServiceProvider.GetRequiredService<BurstAccessor>().Current = burst;
        var options = new RunWorkflowOptions
        {
            WorkflowInstanceId = instanceId,
            CorrelationId = request.CorrelationId,
            ParentWorkflowInstanceId = request.ParentId,
            TriggerActivityId = request.TriggerActivityId,
            ActivityHandle = request.ActivityHandle,
            Input = request.Input,
            Variables = request.Variables,
            Properties = request.Properties,
            SchedulingActivityExecutionId = request.SchedulingActivityExecutionId,
            SchedulingWorkflowInstanceId = request.SchedulingWorkflowInstanceId,
            SchedulingCallStackDepth = request.SchedulingCallStackDepth,
        };
        return await GuardAsync(burst, async () =>
            (await scope.ServiceProvider.GetRequiredService<IWorkflowRunner>().RunAsync(graph, options, burst.CancellationToken)).WorkflowState);
    }

    /// <summary>Runs a burst of a stored instance, if there is anything to run. Waits for its turn; a caller without a dispatch of its own does so for <see cref="Patience"/>.</summary>
    public async Task<BurstResult> RunAsync(string instanceId, RunWorkflowInstanceRequest request, DispatchItem? dispatch, CancellationToken cancellationToken)
    {
        if (dispatch is not null)
            return await RunInTurnAsync(instanceId, request, dispatch, cancellationToken, cancellationToken);
        using var impatience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(impatience.Token, cancellationToken);
        try
        {
            return await RunInTurnAsync(instanceId, request, dispatch: null, either.Token, cancellationToken);
        }
        catch (InstanceBusyException)
        {
            await ledger.EnqueueAsync([dispatches.Run(instanceId, new RunMessage { Request = request })], claim: null, cancellationToken);
            signal.Set();
            logger.LogWarning("Workflow instance {InstanceId} has been executing for longer than {Patience}: what was asked of it is dispatched, and done afterwards.", instanceId, Patience);
            await using var scope = scopes.CreateAsyncScope();
            return new BurstResult(HasRun: false, (await FindAsync(scope.ServiceProvider, instanceId, cancellationToken))?.WorkflowState);
        }
    }

    private async Task<BurstResult> RunInTurnAsync(string instanceId, RunWorkflowInstanceRequest request, DispatchItem? dispatch, CancellationToken waiting, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        using var turn = await WaitAsync(() => locks.WaitAsync(instanceId, waiting), cancellationToken);
        if (request.BookmarkId is { } id && await services.GetRequiredService<IBookmarkStore>().FindAsync(new() { BookmarkId = id }, cancellationToken) is null)
            return new BurstResult(HasRun: false, (await FindAsync(services, instanceId, cancellationToken))?.WorkflowState);

        // Should this node die before the first commit, another one does what was asked for here; a dispatch speaks for itself.
        var continuation = dispatch is null ? dispatches.Write(new RunMessage { Request = request }) : null;
        var lease = await WaitAsync(() => TakeLeaseAsync(instanceId, continuation, waiting), cancellationToken);
        using var burst = registry.Begin(instanceId);
        burst.Continuation = continuation;
        burst.Lease = lease;
        burst.Dispatch = dispatch;
        return await GuardAsync(burst, async () =>
        {
            var state = (await FindAsync(services, instanceId, cancellationToken))?.WorkflowState;
            if (state is null || !HasWork(state, request))
                return new BurstResult(HasRun: false, state);
            services.GetRequiredService<BurstAccessor>().Current = burst;
            burst.StoredBookmarks = state.Bookmarks.ToDictionary(x => x.Id, StringComparer.Ordinal);
            return new BurstResult(HasRun: true, await RunAsync(services, burst, state, request, cancellationToken));
        });
    }

    /// <summary>Does something with an instance that nobody runs meanwhile; false if it is run for longer than that.</summary>
    public async Task<bool> TryWithLeaseAsync(string instanceId, TimeSpan patience, Func<IServiceProvider, Burst, Task> action, CancellationToken cancellationToken)
    {
        using var impatience = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(impatience.Token, cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        IDisposable? turn = null;
        try
        {
            Lease lease;
            try
            {
                turn = await locks.WaitAsync(instanceId, either.Token);
                lease = await TakeLeaseAsync(instanceId, null, either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return false;
            }

            using var burst = registry.Begin(instanceId);
            burst.Lease = lease;
            scope.ServiceProvider.GetRequiredService<BurstAccessor>().Current = burst;
            await GuardAsync(burst, async () =>
            {
                await action(scope.ServiceProvider, burst);
                return new BurstResult(HasRun: true, null);
            });
            return true;
        }
        finally
        {
            turn?.Dispose();
        }
    }

    private async Task<WorkflowState> RunAsync(IServiceProvider services, Burst burst, WorkflowState state, RunWorkflowInstanceRequest request, CancellationToken cancellationToken)
    {
        var graph = await FindGraphAsync(services, WorkflowDefinitionHandle.ByDefinitionVersionId(state.DefinitionVersionId), cancellationToken);
        Interrupted.Reschedule(state);
        var options = new RunWorkflowOptions
        {
            WorkflowInstanceId = state.Id,
            BookmarkId = request.BookmarkId,
            ActivityHandle = request.ActivityHandle,
            TriggerActivityId = request.TriggerActivityId,
            Input = request.Input,
            Variables = request.Variables,
            Properties = request.Properties,
            SchedulingActivityExecutionId = request.SchedulingActivityExecutionId,
            SchedulingWorkflowInstanceId = request.SchedulingWorkflowInstanceId,
            SchedulingCallStackDepth = request.SchedulingCallStackDepth,
        };
        return (await services.GetRequiredService<IWorkflowRunner>().RunAsync(graph, state, options, burst.CancellationToken)).WorkflowState;
    }

    private static bool HasWork(WorkflowState state, RunWorkflowInstanceRequest request)
    {
        if (state.Status == WorkflowStatus.Finished)
            return false;
        if (request.BookmarkId is { } bookmarkId)
            return state.Bookmarks.Any(x => x.Id == bookmarkId);
        return request.ActivityHandle is not null || state.SubStatus is WorkflowSubStatus.Pending or WorkflowSubStatus.Executing || state.ScheduledActivities.Count > 0;
    }

    private static async Task<T> WaitAsync<T>(Func<Task<T>> wait, CancellationToken cancellationToken)
    {
        try
        {
            return await wait();
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InstanceBusyException(e);
        }
    }

    private async Task<Lease> TakeLeaseAsync(string instanceId, string? continuation, CancellationToken cancellationToken)
    {
        await node.JoinAsync(cancellationToken);
        for (var wait = TimeSpan.FromMilliseconds(2); ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            var lease = node.NewLease(instanceId);
            if (await ledger.TryLeaseAsync(lease, continuation, cancellationToken))
                return lease;
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    private async Task<BurstResult> GuardAsync(Burst burst, Func<Task<WorkflowState>> run) => await GuardAsync(burst, async () => new BurstResult(HasRun: true, await run()));

    // However the burst ends: the lease goes back, and what was stored as due is not forgotten.
    private async Task<BurstResult> GuardAsync(Burst burst, Func<Task<BurstResult>> run)
    {
        try
        {
            return await run();
        }
        finally
        {
            if (burst.Lease is { } lease)
                await ReleaseAsync(burst, lease);
        }
    }

    private async Task ReleaseAsync(Burst burst, Lease lease)
    {
        // A caller who gets an exception for a burst that stored nothing knows that nothing happened.
        var next = burst.HasCommitted || burst.Interruption == BurstInterruption.Abandoned ? burst.Continuation : null;
        try
        {
            await ledger.ReleaseAsync(lease, next is null ? null : dispatches.Continue(lease.InstanceId, next), CancellationToken.None);
            if (next is not null)
                signal.Set();
        }
        catch (Exception e)
        {
            // The database is away. The lease stays with this node until it can be given back.
            logger.LogError(e, "The lease of workflow instance {InstanceId} could not be given back; it is tried again.", lease.InstanceId);
            node.GiveBackLater(lease, next);
        }
    }

    private static async Task<WorkflowGraph> FindGraphAsync(IServiceProvider services, WorkflowDefinitionHandle handle, CancellationToken cancellationToken) =>
        await services.GetRequiredService<IWorkflowDefinitionService>().FindWorkflowGraphAsync(handle, cancellationToken)
        ?? throw new WorkflowDefinitionNotFoundException($"There is no workflow definition {Describe(handle)}.", handle);

    private static string Describe(WorkflowDefinitionHandle handle) =>
        handle.DefinitionVersionId is { } version ? $"version with the id '{version}'" : $"'{handle.DefinitionId}' in the version {handle.VersionOptions?.ToString() ?? "Published"}";

    private static Task<WorkflowInstance?> FindAsync(IServiceProvider services, string instanceId, CancellationToken cancellationToken) =>
        services.GetRequiredService<IWorkflowInstanceStore>().FindAsync(new WorkflowInstanceFilter { Id = instanceId }, cancellationToken).AsTask();
}
