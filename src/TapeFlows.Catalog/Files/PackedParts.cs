using TapeFlows.Backup;

namespace TapeFlows.Catalog.Files;

/// <summary>
/// The further parts of a file in one column: for each part piece, block, offset, skip, file offset and length, each as an unsigned
/// LEB128 number (seven bits a byte, lowest first). Nearly every file has none, and then the column is null.
/// </summary>
internal static class PackedParts
{
    private const int NumbersPerPart = 6;
    private const int LongestNumber = 10;

    public static byte[]? Pack(IReadOnlyList<FilePart> parts)
    {
        if (parts.Count == 0)
            return null;
        var buffer = new byte[parts.Count * NumbersPerPart * LongestNumber];
        var length = 0;
        foreach (var part in parts)
        {
            Write(buffer, ref length, part.Position.Piece);
            Write(buffer, ref length, part.Position.BlockAddress);
            Write(buffer, ref length, part.Position.Offset);
            Write(buffer, ref length, part.Position.Skip);
            Write(buffer, ref length, part.FileOffset);
            Write(buffer, ref length, part.Length);
        }

        return buffer[..length];
    }

    public static IReadOnlyList<FilePart> Unpack(byte[] packed)
    {
        var parts = new List<FilePart>();
        var rest = packed.AsSpan();
        while (!rest.IsEmpty)
        {
            var position = new TapePosition((int)Read(ref rest), Read(ref rest), (int)Read(ref rest), (int)Read(ref rest));
            parts.Add(new FilePart(position, Read(ref rest), Read(ref rest)));
        }

        return parts;
    }

    private static void Write(byte[] buffer, ref int length, long value)
    {
        var rest = (ulong)value;
        for (; rest >= 0x80; rest >>= 7)
            buffer[length++] = (byte)(rest | 0x80);
        buffer[length++] = (byte)rest;
    }

    private static long Read(ref Span<byte> from)
    {
        ulong value = 0;
        for (var i = 0; i < Math.Min(from.Length, LongestNumber); i++)
        {
            value |= (ulong)(from[i] & 0x7F) << (7 * i);
            if (from[i] < 0x80)
            {
                from = from[(i + 1)..];
                return (long)value;
            }
        }

        throw new CatalogException("A file row of the catalog is damaged: its list of parts ends in the middle. Nothing on tape is affected; rebuild the catalog from the cartridges.");
    }
}
