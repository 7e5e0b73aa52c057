using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Drives.Strict;

namespace TapeFlows.Scenarios.Faults;

/// <summary>A library whose drives assert that they are used by the protocol.</summary>
internal sealed class StrictLibrary(ITapeLibrary inner) : ITapeLibrary
{
    public string Name => inner.Name;

    public IReadOnlyList<string> DriveNames => inner.DriveNames;

    public IReadOnlyList<LibraryElement> Inventory() => inner.Inventory();

    public MoveResult Move(int source, int destination, CancellationToken cancellationToken = default) => inner.Move(source, destination, cancellationToken);

    public ITapeDrive OpenDrive(string driveName) => new StrictDrive(inner.OpenDrive(driveName));

    public void Dispose() => inner.Dispose();
}
