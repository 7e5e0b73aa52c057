using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TapeFlows.Backup.Streaming;
using TapeFlows.Backup.Volumes;
using TapeFlows.Operations.Database;
using TapeFlows.Operations.Delivery;
using TapeFlows.Operations.Leases;
using TapeFlows.Operations.Mounts;
using TapeFlows.Operations.Resilience;
using TapeFlows.Operations.Sessions;
using TapeFlows.Operations.Telemetry;

namespace TapeFlows.Operations.Queue;

/// <summary>Does what an operation says, under its lease, and stores how it ended.</summary>
internal sealed partial class OperationWorker(
    OperationStore store,
    FencedOperations fenced,
    LeaseKeeper leases,
    Places places,
    RunSessions sessions,
    DevicePipeline devices,
    OperationFeed feed,
    DeliveryPump deliveries,
    IOperationTurns turns,
    PostponedOperations postponed,
    MountRequests mounts,
    IEnumerable<IOperationExecutor> executors,
    IEnumerable<IOperationObserver> observers,
    OperationsOptions options,
    TimeProvider clock,
    ILogger<OperationWorker> logger) : IDisposable
{
    private readonly ConcurrentDictionary<Guid, RunningOperation> _running = new();
    private readonly CancellationTokenSource _noMore = new();
    private int _turns;

    /// <summary>Nothing works here, nor is about to.</summary>
    public bool IsIdle => Volatile.Read(ref _turns) == 0;

    /// <summary>Takes what a first operation would wait for out of its way.</summary>
    public Task WarmUpAsync(CancellationToken cancellationToken) => fenced.WarmUpAsync(cancellationToken);

    public static string ResourceOf(Guid id) => $"operation:{id:N}";

    /// <summary>Takes an operation's turn. Does nothing when somebody else is at it, or it has ended.</summary>
    /// <param name="id">The operation.</param>
    /// <param name="needsPlace">Whether it is one of those of which only some may run at once.</param>
    /// <param name="cancellationToken">Lets go of it where somebody can go on.</param>
    /// <param name="cancelling">Ends it.</param>
    public async Task RunAsync(Guid id, bool needsPlace, CancellationToken cancellationToken, CancellationToken cancelling = default)
    {
        // Before anything is asked: a stop that finds nobody at work takes away what a turn needs.
        Interlocked.Increment(ref _turns);
        try
        {
            if (!_noMore.IsCancellationRequested)
                await TakeTurnAsync(id, needsPlace, cancellationToken, cancelling);
        }
        finally
        {
            Interlocked.Decrement(ref _turns);
        }
    }

    private async Task TakeTurnAsync(Guid id, bool needsPlace, CancellationToken cancellationToken, CancellationToken cancelling)
    {
        using var turn = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _noMore.Token);
        Lease? place = null;
        try
        {
            place = needsPlace ? await places.EnterAsync(turn.Token) : null;
            if (await Task.Run(() => leases.TryTake(ResourceOf(id)), turn.Token) is { } lease)
                await RunAsync(id, lease, cancellationToken, cancelling);
        }
        catch (OperationCanceledException) when (turn.IsCancellationRequested)
        {
            // Not begun: the row says so, and the next sweep of any node finds it.
        }
        finally
        {
            if (place is not null)
                await Task.Run(() => leases.GiveBack(place), CancellationToken.None);
        }
    }

    /// <summary>Asks an operation that runs here to stop.</summary>
    public void Stop(Guid id, StopReason reason)
    {
        if (_running.TryGetValue(id, out var running))
            running.Stop(reason);
    }

    /// <summary>Asks all to stop where they can go on from, and begins no more.</summary>
    public void StopAll()
    {
        _noMore.Cancel();
        foreach (var running in _running.Values)
            running.Stop(StopReason.Shutdown);
    }

    private async Task RunAsync(Guid id, Lease lease, CancellationToken cancellationToken, CancellationToken cancelling)
    {
        var running = new RunningOperation(id, lease);
        using var onLost = lease.Lost.Register(() => running.Stop(StopReason.LeaseLost));
        using var onStop = cancellationToken.Register(() => running.Stop(StopReason.Shutdown));
        using var onCancel = cancelling.Register(() => running.Stop(StopReason.Cancel));
        try
        {
            if (await fenced.BeginAsync(id, options.Node, leases.Holder, lease.Fence, cancellationToken) is not { } operation)
                return;
            _running[id] = running;
            if (_noMore.IsCancellationRequested)
                running.Stop(StopReason.Shutdown);
            feed.Changed(id);
            using (OperationTelemetry.Begin(operation, logger))
                await WorkAsync(operation, running);
        }
        finally
        {
            _running.TryRemove(id, out _);
            await Task.Run(() => leases.GiveBack(lease), CancellationToken.None);
            feed.Changed(id);
        }
    }

    private async Task WorkAsync(Operation operation, RunningOperation running)
    {
        OperationEnd? end = null;
        Exception? failure = null;
        var isFree = false;
        ProgressReport? seen = null;
        try
        {
            await using var progress = new ProgressWriter(fenced, running, feed, report => seen = Show(operation, seen, report), clock, logger);
            end = await ExecuteAsync(operation, running, progress, () => isFree = true);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            failure = e;
        }

        // What the work did is done, stopped or not: the store has to hear of it.
        var after = end is not null
            ? await fenced.EndAsync(operation.Id, StateOf(end), end, running.Lease.Fence, CancellationToken.None)
            : await StoreFailureAsync(operation, running, failure!);
        if (after is null)
            LogLost(logger, operation.Id);
        else if (after.State.IsEnd())
            Tell(after);
        else if (after.NotBefore is not null && after.State == OperationState.Queued)
            await turns.ScheduleAsync(after, CancellationToken.None);
        else if (after.State == OperationState.Waiting)
            await mounts.PostAsync(after, CancellationToken.None);
        // What changes the library may have brought what somebody waits for.
        if (after is { State: OperationState.Succeeded, Kind: OperationKind.Inventory or OperationKind.Move or OperationKind.Label })
            await mounts.LookAsync(CancellationToken.None);
        // Not what was postponed itself: two that wait for each other's volumes would wake each other for ever.
        if (isFree && after?.NotBefore is null)
            await postponed.HastenAsync(CancellationToken.None);
    }

    private void Tell(Operation ended)
    {
        OperationTelemetry.End(ended);
        LogEnded(logger, ended.Id, ended.Kind, ended.State);
        deliveries.Deliver(ended);
    }

    private ProgressReport Show(Operation operation, ProgressReport? before, ProgressReport report)
    {
        OperationTelemetry.Pass(operation.Kind, before, report);
        foreach (var observer in observers)
            observer.Report(operation, report);
        return report;
    }

    public void Dispose() => _noMore.Dispose();

    private static OperationState StateOf(OperationEnd end) =>
        end.Outcome is OperationOutcome.Done or OperationOutcome.Damaged ? OperationState.Succeeded : OperationState.Failed;

    private async Task<OperationEnd> ExecuteAsync(Operation operation, RunningOperation running, ProgressWriter progress, Action released)
    {
        var executor = executors.FirstOrDefault(candidate => candidate.Kind == operation.Kind)
            ?? throw new OperationException($"This node knows no operation of the kind {operation.Kind}. It is of another version than the one that enqueued it.");
        var session = await sessions.EnterAsync(operation.Run, running.Lease, running.Stopping);
        var (releases, isWaiting) = (session.Releases, false);
        try
        {
            var pipeline = devices.For((failure, delay) => TryAgainAsync(operation, failure, delay, running));
            return await pipeline.ExecuteAsync(
                async stopping =>
                {
                    // With what earlier attempts have saved.
                    var current = await store.FindAsync(operation.Id, stopping) ?? operation;
                    var context = new OperationContext(
                        current,
                        session,
                        session.NameDrives(progress),
                        checkpoint => SaveAsync(operation.Id, checkpoint, running),
                        () => ListRunAsync(operation.Run));
                    return await executor.ExecuteAsync(context, stopping);
                },
                running.Stopping);
        }
        catch (Exception e) when (session.FirstLost() is { } lost && e is not LeaseLostException)
        {
            throw new LeaseLostException(lost.Resource);
        }
        catch (Exception e) when (IsPostponedBy(e, operation) || (e is NoVolumeException missing && IsWaitedFor(missing)))
        {
            isWaiting = true;
            throw;
        }
        finally
        {
            // Who waits for what another run has keeps nothing that others may wait for.
            await sessions.LeaveAsync(operation.Run, session, isOver: isWaiting);
            if (session.Releases > releases || session.IsWanted)
                released();
        }
    }

    // What is private has had no other process.
    private Task<IReadOnlyList<Operation>> ListRunAsync(string run) =>
        options.IsPrivate ? Task.FromResult<IReadOnlyList<Operation>>([]) : store.ListAsync(new OperationQuery { Run = run, Take = 1000 }, CancellationToken.None);

    private async Task SaveAsync(Guid id, string checkpoint, RunningOperation running)
    {
        if (!await fenced.SaveCheckpointAsync(id, checkpoint, running.Lease.Fence, CancellationToken.None))
            throw new LeaseLostException(running.Lease.Resource);
    }

    private async ValueTask TryAgainAsync(Operation operation, Exception failure, TimeSpan delay, RunningOperation running)
    {
        LogTriedAgain(logger, operation.Id, failure.Message, delay);
        OperationTelemetry.Retry(operation);
        if (await fenced.TryAgainAsync(operation.Id, failure.Message, running.Lease.Fence, CancellationToken.None) is null)
            running.Stop(StopReason.LeaseLost);
        feed.Changed(operation.Id);
    }

    // What a write committed stays; whatever else is begun anew does no harm.
    private static string OnwardOf(Operation operation) => operation.Kind == OperationKind.Write ? "goes on behind its last committed segment" : "is begun anew";

    private async Task<Operation?> StoreFailureAsync(Operation operation, RunningOperation running, Exception failure)
    {
        var (id, fence) = (operation.Id, running.Lease.Fence);
        if (failure is OperationCanceledException)
        {
            switch (running.Reason)
            {
                case StopReason.Pause:
                    return await fenced.LetGoAsync(id, OperationState.Paused, $"It was paused; it {OnwardOf(operation)}.", fence, CancellationToken.None);
                case StopReason.Shutdown:
                    return await fenced.LetGoAsync(id, OperationState.Queued, $"Its node was stopped; it {OnwardOf(operation)}.", fence, CancellationToken.None);
                case StopReason.Cancel:
                    return await fenced.EndAsync(id, OperationState.Cancelled, new OperationEnd(OperationOutcome.Failed, null, OperationBoard.CancelledByPerson), fence, CancellationToken.None);
            }
        }

        if (failure is LeaseLostException || running.Reason == StopReason.LeaseLost)
            return null;
        if (IsPostponedBy(failure, operation))
        {
            var delay = options.DeviceTrouble[DeviceTrouble.Busy].DelayAfter(operation.Postponed);
            LogTriedAgain(logger, id, failure.Message, delay);
            return await fenced.PostponeAsync(id, failure.Message, clock.GetUtcNow() + delay, fence, CancellationToken.None);
        }

        // Whoever does operations of its own tells their end by itself.
        if (failure is NoVolumeException missing && IsWaitedFor(missing))
            return await fenced.WaitAsync(id, failure.Message, VolumeWait.Of(missing), fence, CancellationToken.None);
        LogFailed(logger, options.IsPrivate ? LogLevel.Debug : LogLevel.Error, failure, id, operation.Kind);
        var outcome = failure is NoVolumeException ? OperationOutcome.NeedsOperator : OperationOutcome.Failed;
        return await fenced.EndAsync(id, OperationState.Failed, new OperationEnd(outcome, null, failure.Message), fence, CancellationToken.None);
    }

    private bool IsWaitedFor(NoVolumeException missing) =>
        options.WaitsForVolumes && !options.IsPrivate && (missing.Request is not null || missing.Barcode is not null);

    private bool IsPostponedBy(Exception failure, Operation operation) =>
        DeviceTrouble.Of(failure) == DeviceTrouble.Busy && options.DeviceTrouble.TryGetValue(DeviceTrouble.Busy, out var busy) && operation.Postponed < busy.Attempts;

    [LoggerMessage(LogLevel.Information, "Operation {Operation} ({Kind}) ended: {State}")]
    private static partial void LogEnded(ILogger logger, Guid operation, OperationKind kind, OperationState state);

    [LoggerMessage(Message = "Operation {Operation} ({Kind}) failed")]
    private static partial void LogFailed(ILogger logger, LogLevel level, Exception failure, Guid operation, OperationKind kind);

    [LoggerMessage(LogLevel.Warning, "Operation {Operation} is tried again after {Delay}: {Problem}")]
    private static partial void LogTriedAgain(ILogger logger, Guid operation, string problem, TimeSpan delay);

    [LoggerMessage(LogLevel.Warning, "Operation {Operation} is no longer this node's: it lost its lease")]
    private static partial void LogLost(ILogger logger, Guid operation);
}
