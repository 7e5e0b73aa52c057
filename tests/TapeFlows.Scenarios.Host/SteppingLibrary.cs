using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Drives;

namespace TapeFlows.Scenarios.Host;

/// <summary>A library each of whose moves, and each of whose drives' operations, is a step.</summary>
internal sealed class SteppingLibrary(ITapeLibrary inner, Steps steps) : ITapeLibrary
{
    public string Name => inner.Name;

    public IReadOnlyList<string> DriveNames => inner.DriveNames;

    public IReadOnlyList<LibraryElement> Inventory() => inner.Inventory();

    public MoveResult Move(int source, int destination, CancellationToken cancellationToken = default)
    {
        steps.Pass();
        return inner.Move(source, destination, cancellationToken);
    }

    public ITapeDrive OpenDrive(string driveName) => new SteppingDrive(inner.OpenDrive(driveName), steps);

    public void Dispose() => inner.Dispose();
}
