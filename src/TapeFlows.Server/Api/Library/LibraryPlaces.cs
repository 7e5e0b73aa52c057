using TapeFlows.Server.Api.Problems;
using TapeFlows.Server.Data;
using TapeFlows.Tape.Changers;

namespace TapeFlows.Server.Api.Library;

/// <summary>What is where, as the library tells it.</summary>
internal static class LibraryPlaces
{
    /// <exception cref="ProblemException">The library does not answer.</exception>
    public static IReadOnlyList<LibraryElement> Places(this Station station)
    {
        try
        {
            return station.Library.Inventory();
        }
        catch (IOException e)
        {
            throw Problem.Unavailable.Because(e.Message);
        }
    }
}
