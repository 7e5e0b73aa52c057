using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Drives;

namespace TapeFlows.Tape.Tests.Changers;

public sealed class MemoryLibraryTests : LibraryConformance
{
    protected override ITapeLibrary Library { get; } = new MemoryLibrary(
        Enumerable.Range(1, 3).Select(number => new MemoryCartridge($"TF000{number}L8")), drives: 2, slots: 4);
}
