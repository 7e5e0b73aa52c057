using Elsa.Workflows.Management.Services;
using Elsa.Workflows.Runtime.Dispatch;
using Elsa.Workflows.Runtime.Nodes;
using Elsa.Workflows.Runtime.Retention;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Elsa.Workflows.Runtime.Services;

/// <summary>The runtime as long as the host lives: takes over what was left, works the queues off, and comes to rest when the host stops. Nothing here grows with what waits.</summary>
internal sealed class RuntimeHost(
    Node node,
    DispatchWorker worker,
    IQuiescenceSignal quiescence,
    IDrainOrchestrator orchestrator,
    BookmarkQueueSignal queueSignal,
    IServiceScopeFactory scopes,
    TimeProvider time,
    ILogger<RuntimeHost> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan QueueInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ActivitiesInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PurgeInterval = TimeSpan.FromMinutes(1);
    private readonly CancellationTokenSource _stopping = new();
    private Task _work = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await quiescence.InitializePersistedStateAsync(cancellationToken);
        await node.JoinAsync(cancellationToken);
        _work = Task.WhenAll(
            Task.Run(() => UntilStoppedAsync(worker.RunAsync), CancellationToken.None),
            Task.Run(() => UntilStoppedAsync(DeliverAsync), CancellationToken.None),
            Task.Run(() => UntilStoppedAsync(FollowActivitiesAsync), CancellationToken.None),
            Task.Run(() => UntilStoppedAsync(PurgeAsync), CancellationToken.None));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await quiescence.BeginDrainAsync(CancellationToken.None);
        await _stopping.CancelAsync();
        await _work;
        await orchestrator.DrainAsync(DrainTrigger.HostStopSignal, cancellationToken);
        await node.LeaveAsync();
    }

    // A host that is disposed without having been stopped, for example because its start failed, must not leave work behind that finds no services any more.
    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task DeliverAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await queueSignal.WaitAsync(QueueInterval, time, cancellationToken);
            if (quiescence.IsAcceptingNewWork)
                await TryAsync<IBookmarkQueueProcessor>(x => x.ProcessAsync(cancellationToken), cancellationToken);
        }
    }

    // Who reads a definition that needs a new one looks at once; this is for those who ask what there is.
    private async Task FollowActivitiesAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(ActivitiesInterval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
            await TryAsync<WorkflowActivities>(x => x.CatchUpAsync(cancellationToken), cancellationToken);
    }

    private async Task PurgeAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(PurgeInterval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            await TryAsync<IBookmarkQueuePurger>(x => x.PurgeAsync(cancellationToken), cancellationToken);
            await TryAsync<InstanceRetention>(x => x.PurgeAsync(cancellationToken), cancellationToken);
        }
    }

    // What was cancelled by something else has failed like anything else: the work has to go on until the host stops.
    private async Task TryAsync<T>(Func<T, Task> work, CancellationToken stopping) where T : notnull
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await work(scope.ServiceProvider.GetRequiredService<T>());
        }
        catch (Exception e) when (e is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            logger.LogError(e, "{Work} failed; it is tried again.", typeof(T).Name);
        }
    }

    private async Task UntilStoppedAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(_stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}
