using TapeFlows.Server.Data;

namespace TapeFlows.Server.Composition;

/// <summary>The drives that the settings give a server to serve.</summary>
internal static class ServedDrives
{
    /// <summary>Checks that the library has them: a server that waits for operations of a drive that is not there would wait for ever.</summary>
    /// <exception cref="UsageException">One of them is not in the library.</exception>
    public static void Check(Station station)
    {
        if (station.Settings.Drives.Count == 0)
            return;
        var known = station.Library.DriveNames;
        var unknown = station.Settings.Drives.Except(known, StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            throw new UsageException(
                $"The setting drives names {string.Join(", ", unknown.Select(name => $"'{name}'"))}, and the library {station.Library.Name} has {string.Join(", ", known.Select(name => $"'{name}'"))}. Name some of those; none: all.");
        }
    }
}
