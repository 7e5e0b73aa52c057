using System.Buffers.Binary;

namespace TapeFlows.Tape.Virtual;

/// <summary>Follows the records of <c>data.tap</c> by what stands in it, without the index and without reading the blocks themselves.</summary>
internal sealed class TapScan(TapReader reader)
{
    /// <summary>Describes the object at an offset; false when it is incomplete or its two lengths differ.</summary>
    /// <param name="before">Row of the object before it; <see langword="null"/> at the beginning.</param>
    /// <param name="length">The length of the file.</param>
    /// <param name="row">The object.</param>
    public bool TryFollow(in IndexRow? before, long length, out IndexRow row)
    {
        var offset = before?.End ?? 0;
        row = new IndexRow(before is { } previous ? previous.Number + 1 : 0, offset, before?.FilemarksUpTo ?? 0, BlockLength: null);
        if (offset + TapFormat.WordSize > length)
            return false;
        var word = Word(offset);
        if (word == TapFormat.Filemark)
            return true;
        if (word > TapFormat.LongestRecord)
            return false;
        row = row with { BlockLength = (int)word };
        return row.End <= length && Word(row.End - TapFormat.WordSize) == word;
    }

    /// <summary>Whether what stands behind an offset is what a kill leaves: a record that runs past the end of the file, or less than a sector of padding.</summary>
    public bool IsTorn(long offset, long length, int sector)
    {
        if (length - offset < TapFormat.WordSize)
            return true;
        var word = Word(offset);
        if (word == uint.MaxValue)
            return length - offset < sector;
        return word is > 0 and <= TapFormat.LongestRecord && offset + TapFormat.RecordSize((int)word) > length;
    }

    private uint Word(long offset)
    {
        Span<byte> bytes = stackalloc byte[TapFormat.WordSize];
        reader.Read(offset, bytes, offset + TapFormat.WordSize);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }
}
