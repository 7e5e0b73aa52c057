using System.Collections.Concurrent;
using Elsa.Workflows.Runtime.Bursts;
using Elsa.Workflows.Runtime.Ledger;
using Elsa.Workflows.Runtime.Nodes;
using Elsa.Workflows.Runtime.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Elsa.Workflows.Runtime.Dispatch;

/// <summary>
/// Executes what was dispatched. A piece of work belongs to a node while it is worked at and is removed by the transaction that does it; where a node dies, others take its
/// work over. What fails is tried again later, and set aside after many attempts.
/// </summary>
internal sealed class DispatchWorker(
    IRuntimeLedger ledger,
    Node node,
    IQuiescenceSignal quiescence,
    IServiceScopeFactory scopes,
    DispatchSignal signal,
    LedgerClock clock,
    TimeProvider time,
    IOptions<WorkflowDispatcherOptions> options,
    ILogger<DispatchWorker> logger)
{
    // Bursts are asynchronous and may take hours: the limit is there to bound memory, not to share processors.
    private const int MaxConcurrency = 512;
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Task> _inProgress = new(StringComparer.Ordinal);
    private volatile bool _isRunning;

    /// <summary>Stores work; false if the claim was refused. With room here, this node begins at once.</summary>
    public async Task<bool> EnqueueAsync(IReadOnlyCollection<DispatchItem> items, ActivationClaim? claim, CancellationToken cancellationToken)
    {
        await node.JoinAsync(cancellationToken);
        var isMine = HasRoom(items.Count);
        foreach (var item in items)
            item.NodeId = isMine ? node.Id : null;
        if (!await ledger.EnqueueAsync(items, claim, cancellationToken))
            return false;
        if (isMine)
            Begin(items);
        else
            signal.Set();
        return true;
    }

    /// <summary>Takes work from the queue until cancelled, and then waits for nothing: bursts are drained elsewhere.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await node.JoinAsync(cancellationToken);
        await TakeOverAsync(cancellationToken);
        _isRunning = true;
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                if (!await ClaimAsync(cancellationToken))
                    await signal.WaitAsync(PollInterval, time, cancellationToken);
            }
        }
        finally
        {
            _isRunning = false;
        }
    }

    // A database that is away in this moment stops nobody from working: every beat of the node takes over what there is.
    private async Task TakeOverAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await ledger.TakeOverAsync(int.MaxValue, cancellationToken) is > 0 and var count)
                logger.LogInformation("{Count} workflow instances of nodes that are gone go on from their last commit.", count);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            logger.LogError(e, "What nodes that are gone have left could not be taken over; it is tried again.");
        }
    }

    private bool HasRoom(int count) => _isRunning && quiescence.IsAcceptingNewWork && _inProgress.Count + count <= MaxConcurrency;

    // Whether there may be more.
    private async Task<bool> ClaimAsync(CancellationToken cancellationToken)
    {
        var room = Math.Min(MaxConcurrency - _inProgress.Count, options.Value.OutboxProcessorBatchSize);
        if (room <= 0 || !quiescence.IsAcceptingNewWork)
            return false;
        try
        {
            var items = await ledger.ClaimAsync(node.Id, room, cancellationToken);
            Begin(items);
            return items.Count == room;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            logger.LogError(e, "The dispatch queue could not be read; it is tried again.");
            return false;
        }
    }

    private void Begin(IReadOnlyCollection<DispatchItem> items)
    {
        foreach (var item in items)
        {
            var begin = new Task<Task>(() => ExecuteAsync(item));
            _inProgress[item.Id] = begin.Unwrap();
            begin.Start(TaskScheduler.Default);
        }
    }

    private async Task ExecuteAsync(DispatchItem item)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<DispatchExecutor>().ExecuteAsync(item, CancellationToken.None);
        }
        catch (LeaseLostException)
        {
            logger.LogWarning("The dispatch {Id} for workflow instance {InstanceId} is done by another node.", item.Id, item.InstanceId);
        }
        catch (BurstAbandonedException)
        {
            await PostponeAsync(item, null);
        }
        catch (Exception e)
        {
            await PostponeAsync(item, e);
        }
        finally
        {
            _inProgress.TryRemove(item.Id, out _);
            if (_inProgress.Count == MaxConcurrency - 1)
                signal.Set();
        }
    }

    private async Task PostponeAsync(DispatchItem item, Exception? error)
    {
        if (error is not null)
        {
            item.Attempts++;
            item.LastError = error.Message;
            var isLast = item.Attempts >= options.Value.MaxOutboxDeliveryAttempts;
            var pause = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, item.Attempts - 1)));
            item.DueAt = isLast ? DateTimeOffset.MaxValue : clock.UtcNow + pause;
            logger.LogError(
                error,
                isLast
                    ? "The dispatch {Id} for workflow instance {InstanceId} failed {Attempts} times and is set aside: it stays in the dispatch queue with its last error."
                    : "The dispatch {Id} for workflow instance {InstanceId} failed ({Attempts}); it is tried again.",
                item.Id,
                item.InstanceId,
                item.Attempts);
        }

        try
        {
            await ledger.PostponeAsync(item, CancellationToken.None);
        }
        catch (Exception e)
        {
            // It stays with this node: whoever starts next, or takes over, finds it.
            logger.LogError(e, "The dispatch {Id} could not be given back.", item.Id);
        }
    }
}
