using TapeFlows.Operations.Leases;

namespace TapeFlows.Operations.Queue;

/// <summary>Why a running operation is asked to stop.</summary>
internal enum StopReason
{
    None,
    Pause,
    Cancel,
    Shutdown,
    LeaseLost,
}

/// <summary>An operation that this process works on.</summary>
internal sealed class RunningOperation(Guid id, Lease lease)
{
    // Not disposed of: whoever asks it to stop may come in the moment of its end, and there is nothing to free.
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();

    public Guid Id { get; } = id;

    public Lease Lease { get; } = lease;

    /// <summary>Asks its executor for an end at the next consistent place.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>The first reason that was given; a cancellation overrides a pause.</summary>
    public StopReason Reason { get; private set; }

    public void Stop(StopReason reason)
    {
        lock (_gate)
        {
            if (Reason is not StopReason.None && !(Reason == StopReason.Pause && reason == StopReason.Cancel))
                return;
            Reason = reason;
        }

        _stop.Cancel();
    }
}
