using TapeFlows.Server.Output;
using TapeFlows.Tape.Virtual;

namespace TapeFlows.Server.Data;

/// <summary>Makes a data folder at its first use, and says where.</summary>
internal static class FolderSetup
{
    private const int Cartridges = 8;
    private const int Drives = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Makes what is missing of the folder and its library. Several processes may do so at once.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="screen">Where to say so.</param>
    /// <param name="withLibrary">Whether to make the first library too.</param>
    /// <returns>Whether anything had to be made.</returns>
    public static bool Ensure(DataFolder folder, Screen screen, bool withLibrary = true)
    {
        var settings = SettingsFile.Read(folder);
        if (File.Exists(folder.SettingsFile) && (!withLibrary || VirtualLibrary.Exists(folder.In(settings.Library.Path))))
            return false;
        try
        {
            Directory.CreateDirectory(folder.Path);
            using var setup = TakeTurn(folder.In("setup.lock"));
            Make(folder, screen, withLibrary);
            return true;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException and not VirtualLibraryException)
        {
            throw new IOException(
                $"The data folder {folder.Path} cannot be made ready: {e.Message} Choose another with --data DIR or {DataFolder.Variable}=DIR, or give this user the right to write there.", e);
        }
    }

    private static void Make(DataFolder folder, Screen screen, bool withLibrary)
    {
        if (!File.Exists(folder.SettingsFile))
        {
            SettingsFile.Write(folder, new Settings());
            screen.Tell($"First use: the data folder is {folder.Path} (choose another with --data DIR or {DataFolder.Variable}).");
        }

        var library = folder.In(SettingsFile.Read(folder).Library.Path);
        if (!withLibrary || VirtualLibrary.Exists(library))
            return;
        VirtualLibrary.Create(library, new VirtualLibraryOptions { Slots = Cartridges, Drives = Drives }).Dispose();
        screen.Tell($"First use: made a virtual tape library with {Cartridges} cartridges and {Drives} drives in {library}.");
    }

    // The process that comes second waits for the first one, so that both find a whole folder.
    private static FileStream TakeTurn(string path)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (File.Exists(path) && TimeProvider.System.GetElapsedTime(start) < Patience)
            {
                Thread.Sleep(20);
            }
        }
    }
}
