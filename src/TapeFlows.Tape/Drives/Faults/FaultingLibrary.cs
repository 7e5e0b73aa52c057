using TapeFlows.Tape.Changers;

namespace TapeFlows.Tape.Drives.Faults;

/// <summary>A library all of whose drives fail by one plan.</summary>
/// <param name="inner">The library.</param>
/// <param name="plan">What fails, counted over all drives.</param>
/// <param name="time">The clock of slow operations.</param>
public sealed class FaultingLibrary(ITapeLibrary inner, FaultPlan plan, TimeProvider? time = null) : ITapeLibrary
{
    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public IReadOnlyList<string> DriveNames => inner.DriveNames;

    /// <inheritdoc/>
    public IReadOnlyList<LibraryElement> Inventory() => inner.Inventory();

    /// <inheritdoc/>
    public MoveResult Move(int source, int destination, CancellationToken cancellationToken = default) =>
        inner.Move(source, destination, cancellationToken);

    /// <inheritdoc/>
    public ITapeDrive OpenDrive(string driveName) => new FaultingDrive(inner.OpenDrive(driveName), plan, time);

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();
}
