using TapeFlows.Backup.Posix;

namespace TapeFlows.Backup.Sources;

/// <summary>A stretch of a sparse file that holds data; what is between the stretches are holes, which read as zeros.</summary>
/// <param name="Offset">Bytes from the start of the file.</param>
/// <param name="Length">Bytes.</param>
internal readonly record struct DataExtent(long Offset, long Length)
{
    // A file in more pieces than this is hardly sparse; its rest counts as data, so that no map can eat the memory.
    private const int MostExtents = 100_000;

    /// <summary>Asks the file system where a file has data: <see langword="null"/> when it has no holes or the file system does not tell.</summary>
    /// <param name="descriptor">The open file; its position is moved.</param>
    /// <param name="size">The file's length.</param>
    public static IReadOnlyList<DataExtent>? Find(int descriptor, long size)
    {
        var extents = new List<DataExtent>();
        for (long at = 0; at < size;)
        {
            var data = Content.Seek(descriptor, at, Content.SeekData);
            if (data < 0 && Errno.Last == Errno.NoSuchDevice)
                break;
            if (data < 0)
                return null;
            var hole = extents.Count == MostExtents - 1 ? size : Content.Seek(descriptor, data, Content.SeekHole);
            if (hole < 0)
                return null;
            hole = Math.Min(hole, size);
            if (data < hole)
                extents.Add(new DataExtent(data, hole - data));
            at = Math.Max(hole, data + 1);
        }

        return extents is [{ Offset: 0 } whole] && whole.Length == size ? null : extents;
    }
}
