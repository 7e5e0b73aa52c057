namespace TapeFlows.Backup.Compression;

/// <summary>What segments can be compressed by on this machine.</summary>
public static class UsableCompressions
{
    /// <summary>The names of the methods, <c>none</c> first. One whose library is missing here is not among them.</summary>
    public static IReadOnlyList<string> Names() => [.. Enum.GetValues<CompressionMethod>().Where(IsUsable).Select(method => method.ToName())];

    private static bool IsUsable(CompressionMethod method)
    {
        try
        {
            method.CreateEncoder()?.Dispose();
            return true;
        }
        catch (CompressionUnavailableException)
        {
            return false;
        }
    }
}
