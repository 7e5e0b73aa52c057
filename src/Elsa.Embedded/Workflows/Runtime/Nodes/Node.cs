using System.Collections.Concurrent;
using Elsa.Workflows.Runtime.Bursts;
using Elsa.Workflows.Runtime.Dispatch;
using Elsa.Workflows.Runtime.Ledger;
using Elsa.Workflows.Runtime.Options;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Elsa.Workflows.Runtime.Nodes;

/// <summary>
/// This process among those that share a database. It says again and again that it lives, and looks after those that do not any more. One that finds itself given up
/// abandons its bursts: they go on elsewhere, and their commits would be refused here.
/// </summary>
internal sealed class Node(
    IRuntimeLedger ledger,
    BurstRegistry bursts,
    DispatchFactory dispatches,
    DispatchSignal signal,
    TimeProvider time,
    IOptions<RuntimeOptions> options,
    ILogger<Node> logger) : IAsyncDisposable
{
    private readonly SemaphoreSlim _joining = new(1);
    private readonly CancellationTokenSource _leaving = new();
    private readonly ConcurrentQueue<(Lease Lease, string? Continuation)> _toGiveBack = new();
    private volatile string? _id;
    private Task _beating = Task.CompletedTask;
    private long _token;

    /// <summary>The identity; throws before the node has joined.</summary>
    public string Id => _id ?? throw new InvalidOperationException("The node has not joined the others yet.");

    /// <summary>For how long the node counts as alive after each beat.</summary>
    public TimeSpan Lifetime { get; } = options.Value.InactivityThreshold >= TimeSpan.FromSeconds(1)
        ? options.Value.InactivityThreshold
        : throw new InvalidOperationException($"RuntimeOptions.InactivityThreshold is {options.Value.InactivityThreshold}: a node needs at least one second to say that it lives.");

    public Lease NewLease(string instanceId) => new(instanceId, Id, Interlocked.Increment(ref _token));

    /// <summary>Gives a lease back as soon as the database can be reached again.</summary>
    public void GiveBackLater(Lease lease, string? continuation) => _toGiveBack.Enqueue((lease, continuation));

    /// <summary>Joins the others; cheap when done before.</summary>
    public ValueTask JoinAsync(CancellationToken cancellationToken) => _id is null ? new ValueTask(JoinOnceAsync(cancellationToken)) : ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        _leaving.Dispose();
        _joining.Dispose();
    }

    /// <summary>Leaves the others, so that they need not wait before they take over what is left.</summary>
    public async Task LeaveAsync()
    {
        if (_leaving.IsCancellationRequested)
            return;
        await _leaving.CancelAsync();
        await _beating;
        if (_id is not { } id)
            return;
        try
        {
            await ledger.LeaveAsync(id, CancellationToken.None);
        }
        catch (Exception e)
        {
            logger.LogWarning(e, "Node {NodeId} could not say that it leaves; the others find out after {Lifetime}.", id, Lifetime);
        }
    }

    private async Task JoinOnceAsync(CancellationToken cancellationToken)
    {
        await _joining.WaitAsync(cancellationToken);
        try
        {
            if (_id is not null)
                return;
            await EnterAsync(cancellationToken);
            _beating = Task.Run(BeatAsync, CancellationToken.None);
        }
        finally
        {
            _joining.Release();
        }
    }

    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        var process = ProcessIdentity.Current;
        var node = new NodeRecord
        {
            Id = Guid.NewGuid().ToString("N"),
            Host = process.Host,
            ProcessId = process.ProcessId,
            ProcessStart = process.Start,
        };
        await ledger.JoinAsync(node, Lifetime, cancellationToken);
        _id = node.Id;
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(Lifetime / 5, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_leaving.Token))
                await BeatOnceAsync(_leaving.Token);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The node leaves.
        }
    }

    private async Task BeatOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!await ledger.BeatAsync(Id, Lifetime, cancellationToken))
                await ReturnAsync(cancellationToken);
            if (await ledger.TakeOverAsync(options.Value.RestartInterruptedWorkflowsBatchSize, cancellationToken) > 0)
                signal.Set();
            await GiveBackAsync(cancellationToken);
            foreach (var instanceId in await ledger.FindCancelRequestsAsync(Id, cancellationToken))
                bursts.Find(instanceId)?.Interrupt(BurstInterruption.Cancelled);
        }
        catch (ObjectDisposedException)
        {
            // The services of the host are disposed of, this node's turn comes in a moment: nobody is there to beat for.
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Whatever it is, and be it a cancellation of something else: a node that stops to beat is given up by the others while it works.
            logger.LogError(e, "Node {NodeId} could not reach the database of the workflow runtime; it tries again.", Id);
        }
    }

    private async Task GiveBackAsync(CancellationToken cancellationToken)
    {
        while (_toGiveBack.TryPeek(out var next))
        {
            await ledger.ReleaseAsync(next.Lease, next.Continuation is { } continuation ? dispatches.Continue(next.Lease.InstanceId, continuation) : null, cancellationToken);
            _toGiveBack.TryDequeue(out _);
            signal.Set();
        }
    }

    private async Task ReturnAsync(CancellationToken cancellationToken)
    {
        logger.LogError("Node {NodeId} was silent for more than {Lifetime} and was given up; its {Count} bursts are abandoned and go on from their last commit.", Id, Lifetime, bursts.Count);
        foreach (var burst in bursts.All)
            burst.Interrupt(BurstInterruption.Abandoned);
        await EnterAsync(cancellationToken);
    }
}
