using System.Buffers.Binary;
using TapeFlows.Tape.Checksums;

namespace TapeFlows.Tape.Virtual;

/// <summary>
/// One object of the tape in the file <c>index</c>: 32 bytes, little-endian.
/// <code>
///  0  object number      8 bytes   its block address; equals the row's place in the file
///  8  offset             8 bytes   of its first word in data.tap
/// 16  filemarks before   4 bytes   objects with a smaller number that are filemarks
/// 20  length             4 bytes   of the block; 0 for a filemark
/// 24  kind               1 byte    1 block, 2 filemark
/// 25  durable            1 byte    1: it and all before it were on the disk before this row was written
/// 26  zero               2 bytes
/// 28  CRC-32C            4 bytes   of the 28 bytes before
/// </code>
/// </summary>
/// <remarks>The checksum guards the row, not the block: a segment's SHA-256 guards the data at no further cost on the way to the disk.</remarks>
internal readonly record struct IndexRow(long Number, long Offset, long FilemarksBefore, int? BlockLength, bool IsDurable = false)
{
    public const int Size = 32;

    private const byte KindBlock = 1;
    private const byte KindFilemark = 2;

    public long End => Offset + (BlockLength is { } length ? TapFormat.RecordSize(length) : TapFormat.WordSize);

    public long FilemarksUpTo => FilemarksBefore + (BlockLength is null ? 1 : 0);

    /// <summary>Stands for the object before this one, whatever it was, where only its end matters.</summary>
    public IndexRow Predecessor => new(Number - 1, Offset - TapFormat.WordSize, FilemarksBefore - 1, BlockLength: null);

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt64LittleEndian(destination, Number);
        BinaryPrimitives.WriteInt64LittleEndian(destination[8..], Offset);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[16..], (uint)FilemarksBefore);
        BinaryPrimitives.WriteInt32LittleEndian(destination[20..], BlockLength ?? 0);
        destination[24] = BlockLength is null ? KindFilemark : KindBlock;
        destination[25] = IsDurable ? (byte)1 : (byte)0;
        destination[26] = 0;
        destination[27] = 0;
        BinaryPrimitives.WriteUInt32LittleEndian(destination[28..], Crc32C.Compute(destination[..28]));
    }

    /// <summary>Reads a row; false when it is damaged or belongs elsewhere.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, long expectedNumber, out IndexRow row)
    {
        row = default;
        if (BinaryPrimitives.ReadUInt32LittleEndian(source[28..]) != Crc32C.Compute(source[..28]))
            return false;

        var length = BinaryPrimitives.ReadInt32LittleEndian(source[20..]);
        row = new IndexRow(
            BinaryPrimitives.ReadInt64LittleEndian(source),
            BinaryPrimitives.ReadInt64LittleEndian(source[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[16..]),
            source[24] == KindBlock ? length : null,
            source[25] != 0);
        return row.Number == expectedNumber && row.Offset >= 0
            && (source[24] == KindBlock ? length is > 0 and <= TapFormat.LongestRecord : source[24] == KindFilemark && length == 0);
    }
}
