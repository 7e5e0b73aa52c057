using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Drives;

namespace TapeFlows.Operations.Tests;

/// <summary>A library whose robot throws when it is told to.</summary>
internal sealed class FailingLibrary(ITapeLibrary inner) : ITapeLibrary
{
    private volatile Func<Exception>? _atInventory;
    private volatile Func<Exception>? _atMove;
    private int _failures;

    /// <summary>How often it has thrown.</summary>
    public int Failures => Volatile.Read(ref _failures);

    public string Name => inner.Name;

    public IReadOnlyList<string> DriveNames => inner.DriveNames;

    public void FailAtInventory(Func<Exception>? failure) => _atInventory = failure;

    public void FailAtMove(Func<Exception>? failure) => _atMove = failure;

    public IReadOnlyList<LibraryElement> Inventory() => Pass(_atInventory) ? inner.Inventory() : [];

    public MoveResult Move(int source, int destination, CancellationToken cancellationToken = default) =>
        Pass(_atMove) ? inner.Move(source, destination, cancellationToken) : default;

    public ITapeDrive OpenDrive(string driveName) => inner.OpenDrive(driveName);

    public void Dispose() => inner.Dispose();

    private bool Pass(Func<Exception>? failure)
    {
        if (failure is null)
            return true;
        Interlocked.Increment(ref _failures);
        throw failure();
    }
}
