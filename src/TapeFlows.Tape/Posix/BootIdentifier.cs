namespace TapeFlows.Tape.Posix;

/// <summary>A value that is another one after every start of the machine (proc(5), random/boot_id).</summary>
internal static class BootIdentifier
{
    private const string Path = "/proc/sys/kernel/random/boot_id";

    /// <summary>Where it cannot be read, every load counts as one after a restart: the careful answer.</summary>
    public static string Read()
    {
        try
        {
            return File.ReadAllText(Path).Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Guid.NewGuid().ToString();
        }
    }
}
