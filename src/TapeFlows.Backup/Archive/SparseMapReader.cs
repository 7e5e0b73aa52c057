namespace TapeFlows.Backup.Archive;

/// <summary>Reads the map that a sparse member's content begins with.</summary>
internal static class SparseMapReader
{
    /// <summary>Reads a map with its padding.</summary>
    /// <param name="source">Positioned at the content's first byte.</param>
    /// <param name="length">The real size that the header states.</param>
    /// <returns>The map; <see langword="null"/> when the source ends within it.</returns>
    /// <exception cref="ArchiveFormatException">The map is malformed or contradicts the real size.</exception>
    public static SparseMap? Read(TarSource source, long length)
    {
        var start = source.Position;
        var numbers = new Numbers(source, start);
        if (!numbers.Next(out var count))
            return null;
        // One more than a map may have: the empty extent that marks a hole at the end.
        if (count > SparseMap.MaxExtents + 1)
            throw new ArchiveFormatException(start, $"a sparse map of {count} extents; {SparseMap.MaxExtents} are the limit");
        var extents = new List<SparseExtent>();
        for (long i = 0; i < count; i++)
        {
            if (!numbers.Next(out var offset) || !numbers.Next(out var size))
                return null;
            if (size > 0)
                extents.Add(new SparseExtent(offset, size));
        }

        if (SparseMap.Fault([.. extents], length) is { } fault)
            throw new ArchiveFormatException(start, $"a sparse map that cannot be: {fault}");
        return new SparseMap(extents, length);
    }

    private sealed class Numbers(TarSource source, long start)
    {
        private readonly byte[] _block = new byte[TarBlock.Size];
        private int _at = TarBlock.Size;

        // A number ends in a newline and may begin in one unit and end in the next.
        public bool Next(out long value)
        {
            value = 0;
            for (var digits = 0; ; digits++)
            {
                if (_at == TarBlock.Size)
                {
                    if (!source.Fill(_block))
                        return false;
                    _at = 0;
                }

                var digit = _block[_at++];
                if (digit == '\n' && digits > 0)
                    return true;
                if (digit is < (byte)'0' or > (byte)'9' || digits == 19)
                    throw new ArchiveFormatException(start, "a sparse map with something else than decimal numbers");
                value = (value * 10) + (digit - '0');
                if (value is < 0 or > TarBlock.MaxContentLength)
                    throw new ArchiveFormatException(start, "a sparse map with a number out of range");
            }
        }
    }
}
