namespace TapeFlows.Tape.Changers;

/// <summary>A medium changer (SMC): a robot that moves cartridges between slots and drives.</summary>
/// <remarks>One thread at a time. A move blocks for as long as the robot takes.</remarks>
public interface IMediaChanger : IDisposable
{
    /// <summary>The library's name, for people and logs.</summary>
    string Name { get; }

    /// <summary>Every element with what it holds, drives first, then storage slots, then import/export slots, each by address.</summary>
    IReadOnlyList<LibraryElement> Inventory();

    /// <summary>Moves the cartridge in one element to another, empty one (SMC MOVE MEDIUM).</summary>
    /// <param name="source">Address of a full element. A drive must have been unloaded.</param>
    /// <param name="destination">Address of an empty element.</param>
    /// <param name="cancellationToken">Gives up before the motion starts.</param>
    MoveResult Move(int source, int destination, CancellationToken cancellationToken = default);
}
