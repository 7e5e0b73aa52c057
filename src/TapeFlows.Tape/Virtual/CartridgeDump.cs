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
        Directory.CreateDirectory(targetDirectory);

        var files = 0;
        FileStream? file = null;
        try
        {
            IndexRow? last = null;
            for (; scan.TryFollow(last, length, out var row); last = row)
            {
                cancellationToken.ThrowIfCancellationRequested();
                file ??= File.Create(Path.Combine(targetDirectory, $"{++files:D4}"), bufferSize: 0);
                if (row.BlockLength is { } block)
                {
                    Copy(reader, row, block, file);
                    continue;
                }

                file.Dispose();
                file = null;
            }

            var end = last?.End ?? 0;
            if (end < length && !scan.IsTorn(end, length, PosixFile.Alignment))
                throw new IOException($"'{data.Path}' is damaged at byte {end}: {length - end} bytes behind it cannot be read. {files} files before it were written to '{targetDirectory}'.");
        }
        finally
        {
            file?.Dispose();
        }

        return files;
    }

    private static void Copy(TapReader reader, in IndexRow row, int length, FileStream file)
    {
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(CopyLength);
        try
        {
            var offset = row.Offset + TapFormat.WordSize;
            while (length > 0)
            {
                var part = Math.Min(length, CopyLength);
                reader.Read(offset, buffer.AsSpan(0, part), row.End);
                file.Write(buffer, 0, part);
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
