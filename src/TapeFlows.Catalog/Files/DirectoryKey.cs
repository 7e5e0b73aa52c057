using TapeFlows.Backup;

namespace TapeFlows.Catalog.Files;

/// <summary>
/// The stored form of a directory's path: slashes become zero bytes, which no name holds. So the database's own bytewise order is
/// the depth-first order of walk and tape.
/// </summary>
internal static class DirectoryKey
{
    private const byte Slash = (byte)'/';

    /// <summary>A path in its stored form; a copy when anything changes.</summary>
    /// <exception cref="CatalogException">It holds a zero byte, which no file system gives: it would come back as another path.</exception>
    public static byte[] From(byte[] path)
    {
        if (path.AsSpan().Contains((byte)0))
            throw new CatalogException($"The directory '{PathText.ToDisplay(path)}' holds a zero byte, which no Linux path does. Nothing of this step was stored. If the path was read from a tape, verify the volume.");
        if (!path.AsSpan().Contains(Slash))
            return path;
        var key = path.AsSpan().ToArray();
        key.AsSpan().Replace(Slash, (byte)0);
        return key;
    }

    /// <summary>Turns a stored form back into the path, in place.</summary>
    public static byte[] ToPath(byte[] key)
    {
        key.AsSpan().Replace((byte)0, Slash);
        return key;
    }
}
