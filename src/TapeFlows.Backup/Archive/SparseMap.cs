using System.Buffers.Text;

namespace TapeFlows.Backup.Archive;

/// <summary>A stretch of data in a file with holes.</summary>
/// <param name="Offset">Bytes from the start of what the map covers.</param>
/// <param name="Length">Bytes, more than 0.</param>
internal readonly record struct SparseExtent(long Offset, long Length)
{
    /// <summary>The first byte behind it.</summary>
    public long End => Offset + Length;
}

/// <summary>
/// Where the data of a sparse member is, in GNU tar's PAX sparse format 1.0: the stored content begins with this map in decimal, one number a
/// line, padded to a tar unit, and goes on with the data of the extents back to back.
/// </summary>
/// <remarks>
/// GNU tar pads the data of every extent to whole units and other readers do not. All agree where every extent but the last is a multiple of
/// 512 bytes long, so that is the rule here; file systems give nothing else.
/// </remarks>
internal sealed class SparseMap
{
    /// <summary>The most extents a map may have. A file in more pieces than that is better stored as it is.</summary>
    public const int MaxExtents = 262_144;

    private readonly SparseExtent[] _extents;

    /// <summary>Takes extents in order.</summary>
    /// <param name="extents">
    /// Ascending, each longer than 0 and, but for the last, a multiple of 512; at most <see cref="MaxExtents"/>. See <see cref="FromData"/> for any others.
    /// </param>
    /// <param name="length">Bytes that the map covers, the last hole included.</param>
    /// <exception cref="ArgumentException">The extents break one of these rules.</exception>
    public SparseMap(IReadOnlyList<SparseExtent> extents, long length)
    {
        _extents = [.. extents];
        Length = length;
        if (Fault(_extents, length) is { } fault)
            throw new ArgumentException($"The sparse map cannot be stored: {fault}.", nameof(extents));
        foreach (var extent in _extents)
            DataLength += extent.Length;
        EncodedLength = (int)TarBlock.Pad(TextLength());
    }

    /// <summary>A map of data wherever it lies: extents are widened to whole units, and joined where they then meet.</summary>
    /// <param name="data">Ascending; the file reads as zeros everywhere else.</param>
    /// <param name="length">Bytes that the map covers.</param>
    /// <returns>The map; <see langword="null"/> when there are more than <see cref="MaxExtents"/>: store the content as it is.</returns>
    public static SparseMap? FromData(IEnumerable<SparseExtent> data, long length)
    {
        var extents = new List<SparseExtent>();
        foreach (var extent in data)
        {
            var start = extent.Offset & ~(long)(TarBlock.Size - 1);
            var end = Math.Min(length, TarBlock.Pad(extent.End));
            if (extents.Count > 0 && extents[^1].End >= start)
            {
                start = extents[^1].Offset;
                extents.RemoveAt(extents.Count - 1);
            }

            if (start < end)
                extents.Add(new SparseExtent(start, end - start));
            if (extents.Count > MaxExtents)
                return null;
        }

        return new SparseMap(extents, length);
    }

    /// <summary>The data, ascending.</summary>
    public IReadOnlyList<SparseExtent> Extents => _extents;

    /// <summary>Bytes that the map covers, holes counted.</summary>
    public long Length { get; }

    /// <summary>Bytes of data.</summary>
    public long DataLength { get; }

    /// <summary>Bytes of the encoded map, padding included.</summary>
    public int EncodedLength { get; }

    /// <summary>Bytes behind the member's header: map and data.</summary>
    public long StoredLength => EncodedLength + DataLength;

    // GNU tar marks a hole at the end by an empty extent there; without it the file would come back too short.
    private bool EndsInHole => _extents.Length == 0 || _extents[^1].End < Length;

    /// <summary>Writes the map.</summary>
    /// <param name="destination">At least <see cref="EncodedLength"/> bytes.</param>
    /// <returns><see cref="EncodedLength"/>.</returns>
    public int Encode(Span<byte> destination)
    {
        var at = 0;
        WriteLine(destination, ref at, _extents.Length + (EndsInHole ? 1 : 0));
        foreach (var extent in _extents)
        {
            WriteLine(destination, ref at, extent.Offset);
            WriteLine(destination, ref at, extent.Length);
        }

        if (EndsInHole)
        {
            WriteLine(destination, ref at, Length);
            WriteLine(destination, ref at, 0);
        }

        destination[at..EncodedLength].Clear();
        return EncodedLength;
    }

    /// <summary>The map of a stretch of the same content, its offsets counted from the stretch's start.</summary>
    /// <param name="offset">Where the stretch begins: in a hole, or whole units into an extent.</param>
    /// <param name="length">Its length; it ends in a hole, whole units into an extent, or anywhere in the last one.</param>
    /// <exception cref="ArgumentException">The stretch cuts a unit.</exception>
    public SparseMap Slice(long offset, long length)
    {
        var end = offset + length;
        var extents = new List<SparseExtent>();
        foreach (var extent in _extents)
        {
            var from = Math.Max(extent.Offset, offset);
            var to = Math.Min(extent.End, end);
            if (from < to)
                extents.Add(new SparseExtent(from - offset, to - from));
        }

        return new SparseMap(extents, length);
    }

    /// <summary>Where in the content a byte of the stored data belongs.</summary>
    /// <param name="dataOffset">Data bytes before it (the encoded map not counted), 0 to <see cref="DataLength"/>.</param>
    /// <returns>The content offset; <see cref="Length"/> behind the last data byte.</returns>
    public long ContentOffsetOf(long dataOffset)
    {
        foreach (var extent in _extents)
        {
            if (dataOffset < extent.Length)
                return extent.Offset + dataOffset;
            dataOffset -= extent.Length;
        }

        return Length;
    }

    /// <summary>What is wrong with extents, or <see langword="null"/>.</summary>
    internal static string? Fault(ReadOnlySpan<SparseExtent> extents, long length)
    {
        if (length is < 0 or > TarBlock.MaxContentLength)
            return $"the length {length} is out of range";
        if (extents.Length > MaxExtents)
            return $"{extents.Length} extents, at most {MaxExtents} are allowed";
        long end = 0;
        for (var i = 0; i < extents.Length; i++)
        {
            var extent = extents[i];
            if (extent.Offset < end || extent.Length <= 0 || extent.Length > length || extent.Offset > length - extent.Length)
                return $"the extent of {extent.Length} bytes at {extent.Offset} overlaps, is empty or lies behind the end {length}";
            if (i < extents.Length - 1 && extent.Length % TarBlock.Size != 0)
                return $"the extent at {extent.Offset} has {extent.Length} bytes, no multiple of 512";
            end = extent.End;
        }

        return null;
    }

    private int TextLength()
    {
        var length = LineLength(_extents.Length + (EndsInHole ? 1 : 0)) + (EndsInHole ? LineLength(Length) + 2 : 0);
        foreach (var extent in _extents)
            length += LineLength(extent.Offset) + LineLength(extent.Length);
        return length;
    }

    private static int LineLength(long number) => PaxRecords.DigitsOf(number) + 1;

    private static void WriteLine(Span<byte> destination, ref int at, long number)
    {
        Utf8Formatter.TryFormat(number, destination[at..], out var written);
        at += written;
        destination[at++] = (byte)'\n';
    }
}
