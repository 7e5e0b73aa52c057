using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TapeFlows.Operations.Database;
using TapeFlows.Operations.Delivery;
using TapeFlows.Operations.Inbox;
using TapeFlows.Operations.Leases;
using TapeFlows.Operations.Mounts;
using TapeFlows.Operations.Notices;
using TapeFlows.Operations.Queue;
using TapeFlows.Operations.Sessions;

namespace TapeFlows.Operations;

/// <summary>
/// The part of a node in the operations, from its start to its stop: it takes up what nobody works on, tells ends that were not told, and puts volumes back
/// that nobody uses. A stop lets running operations come to their next committed segment.
/// </summary>
internal sealed partial class OperationsHost(
    OperationsDatabase database,
    OperationStore store,
    IOperationTurns turns,
    PostponedOperations postponed,
    LeaseStore leaseStore,
    OperationWorker worker,
    DeliveryPump deliveries,
    RunSessions sessions,
    LeaseKeeper leases,
    OperatorInbox inbox,
    MountRequests mounts,
    NoticePump notices,
    OperationsOptions options,
    TimeProvider clock,
    ILogger<OperationsHost> logger) : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan LongestIdle = TimeSpan.FromMinutes(10);
    private readonly CancellationTokenSource _stopping = new();
    private Task _sweeping = Task.CompletedTask;
    private bool _isOver;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await database.PrepareAsync(cancellationToken);
        if (options.IsNodeAlone)
            await Task.Run(() => leaseStore.EndAllOf(LeaseKeeper.HoldersOf(options)), cancellationToken);
        await SweepAsync(cancellationToken);
        _sweeping = Task.Run(SweepForeverAsync, CancellationToken.None);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_isOver)
            return;
        _isOver = true;
        await _stopping.CancelAsync();
        await _sweeping;
        worker.StopAll();
        while (!worker.IsIdle && !cancellationToken.IsCancellationRequested)
            await Task.Delay(TimeSpan.FromMilliseconds(20), clock, CancellationToken.None);
        await deliveries.StopAsync();
        await notices.StopAsync();
        await sessions.DisposeAsync();
    }

    /// <summary>Looks once for what nobody works on.</summary>
    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var operation in await store.ListUnfinishedAsync(leases.Holder, cancellationToken))
        {
            // Its node lives, or has not been silent for long enough.
            if (await Task.Run(() => leases.IsFree(OperationWorker.ResourceOf(operation.Id)), cancellationToken))
                await turns.ScheduleAsync(operation, cancellationToken);
        }

        foreach (var operation in await store.ListUndeliveredAsync(leases.Holder, cancellationToken))
            deliveries.Deliver(operation);
        await mounts.LookAsync(cancellationToken);
        await inbox.SweepAsync(cancellationToken);
        if (await sessions.CloseIdleAsync(LongestIdle))
            await postponed.HastenAsync(cancellationToken);
        foreach (var owner in await store.ListOwnersAsync(run: null, cancellationToken))
        {
            // A command whose process was killed: nobody else goes on with what it did for itself.
            if (owner != leases.Holder && await Task.Run(() => leases.IsFree(LeaseKeeper.ProcessResource(owner)), cancellationToken))
                await store.EndAbandonedAsync(owner, OperationBoard.ProcessIsGone, cancellationToken);
        }
    }

    private async Task SweepForeverAsync()
    {
        using var timer = new PeriodicTimer(options.SweepInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
                await SweepSafelyAsync();
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private async Task SweepSafelyAsync()
    {
        try
        {
            await SweepAsync(_stopping.Token);
        }
        catch (Exception e) when (e is not OutOfMemoryException && (e is not OperationCanceledException || !_stopping.IsCancellationRequested))
        {
            // Whatever was cancelled was not this: without the next sweep nothing that was left would ever go on here.
            LogNotSwept(logger, e, options.SweepInterval);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _stopping.Dispose();
    }

    [LoggerMessage(LogLevel.Warning, "Operations that nobody works on could not be looked for; tried again in {Interval}")]
    private static partial void LogNotSwept(ILogger logger, Exception failure, TimeSpan interval);
}
