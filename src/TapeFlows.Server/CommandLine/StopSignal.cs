using System.Runtime.InteropServices;

namespace TapeFlows.Server.CommandLine;

/// <summary>
/// The wish to stop, from the keyboard (SIGINT) or the system (SIGTERM, SIGHUP): the first one asks the work to end at a safe point, the
/// second one ends the process at once.
/// </summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _count;

    public StopSignal() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal),
    ];

    public CancellationToken Token => _stop.Token;

    private void OnSignal(PosixSignalContext signal)
    {
        if (Interlocked.Increment(ref _count) > 1)
            return;
        signal.Cancel = true;
        Console.Error.WriteLine("Stopping at the next safe point; once more stops at once.");
        // The work's own clean-up must not run on the thread that delivers signals.
        _ = Task.Run(_stop.Cancel);
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
    }
}
