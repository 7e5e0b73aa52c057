namespace TapeFlows.Server.Data;

/// <summary>A turn that processes on one host take with a file. The system gives it back when its process dies.</summary>
internal static class FolderLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits for the turn.</summary>
    /// <param name="path">The file; it stays, because removing a file that others wait for races.</param>
    /// <param name="patience">How long to wait at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">Another process had it for longer than that, or the file cannot be made.</exception>
    public static async Task<IDisposable> TakeAsync(string path, TimeSpan patience, CancellationToken cancellationToken)
    {
        for (var start = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path) && TimeProvider.System.GetElapsedTime(start) < patience)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    /// <summary>Whether a process has the turn at the moment.</summary>
    public static bool IsHeld(string path)
    {
        try
        {
            using var turn = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
