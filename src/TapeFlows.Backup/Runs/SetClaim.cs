using TapeFlows.Backup.Volumes;

namespace TapeFlows.Backup.Runs;

/// <summary>
/// Says that a process is writing a set: a locked file that the kernel frees when the process ends, however it ends. A set that is "writing"
/// without such a claim was interrupted.
/// </summary>
internal sealed class SetClaim : IDisposable
{
    private readonly FileStream _file;

    private SetClaim(FileStream file) => _file = file;

    /// <exception cref="TapeException">Another process has it.</exception>
    public static SetClaim Take(string folder, Guid setId)
    {
        try
        {
            return new SetClaim(Open(folder, setId));
        }
        catch (IOException e) when (IsHeld(folder, setId))
        {
            throw new TapeException($"Set {setId} is being written by another process of this machine. Wait until it has ended.", e);
        }
    }

    /// <summary>Whether some process holds the claim.</summary>
    public static bool IsHeld(string folder, Guid setId)
    {
        try
        {
            if (!File.Exists(PathOf(folder, setId)))
                return false;
            using (Open(folder, setId))
                return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static string PathOf(string folder, Guid setId) => Path.Combine(folder, $"{setId:N}.claim");

    // FileShare.None is an exclusive flock on Linux.
    private static FileStream Open(string folder, Guid setId) =>
        new(PathOf(folder, setId), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);

    public void Dispose() => _file.Dispose();
}
