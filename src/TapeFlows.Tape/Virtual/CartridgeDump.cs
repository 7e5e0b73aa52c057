using TapeFlows.Tape.Media;
using TapeFlows.Tape.Posix;

namespace TapeFlows.Tape.Virtual;

/// <summary>Writes the tape files of a virtual cartridge as ordinary files, for stock tools: what <c>dd</c> would read between two filemarks.</summary>
public static class CartridgeDump
{
    private const int CopyLength = 1024 * 1024;

    /// <summary>
    /// Writes <c>0001</c>, <c>0002</c> ..., one for each tape file, an empty one where two filemarks follow each other. Follows the data alone, so it works without
    /// an index and while the cartridge is in a drive; then it sees what was made durable.
    /// </summary>
    /// <param name="cartridgeDirectory">The cartridge.</param>
    /// <param name="targetDirectory">Where to; made if it is not there. Files of those names are replaced.</param>
    /// <param name="cancellationToken">Stops between blocks; what was written stays.</param>
    /// <returns>How many files.</returns>
    /// <exception cref="IOException">The data cannot be read, or is damaged before its end.</exception>
    public static int Write(string cartridgeDirectory, string targetDirectory, CancellationToken cancellationToken = default)
    {
        using var data = PosixFile.Open(Path.Combine(cartridgeDirectory, "data.tap"), writable: false, direct: true);
        using var reader = new TapReader(data);
        var scan = new TapScan(reader);
        var length = data.Length;
        using var files = new TapeFileFolder(targetDirectory);
        IndexRow? last = null;
        for (; scan.TryFollow(last, length, out var row); last = row)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (row.BlockLength is { } block)
                Copy(reader, row, block, files);
            else
                files.EndFile();
        }

        var end = last?.End ?? 0;
        if (end < length && !scan.IsTorn(end, length, PosixFile.Alignment))
            throw new IOException($"'{data.Path}' is damaged at byte {end}: {length - end} bytes behind it cannot be read. {files.Count} files before it were written to '{targetDirectory}'.");
        return files.Count;
    }

    private static void Copy(TapReader reader, in IndexRow row, int length, TapeFileFolder files)
    {
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(CopyLength);
        try
        {
            var offset = row.Offset + TapFormat.WordSize;
            while (length > 0)
            {
                var part = Math.Min(length, CopyLength);
                reader.Read(offset, buffer.AsSpan(0, part), row.End);
                files.Append(buffer.AsSpan(0, part));
                offset += part;
                length -= part;
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
