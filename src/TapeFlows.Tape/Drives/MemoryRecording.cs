using System.Runtime.InteropServices;

namespace TapeFlows.Tape.Drives;

/// <summary>A recording kept in memory; it stays on its cartridge when the drive unloads.</summary>
internal sealed class MemoryRecording : Recording
{
    private readonly List<Entry> _entries = [];
    private int _durable;

    public override long Count => _entries.Count;

    public override long FilemarkCount => FilemarksBefore(Count);

    private long Size => SizeBefore(Count);

    public override long SizeBefore(long number) =>
        number == 0 ? 0 : _entries[(int)number - 1].SizeBefore + _entries[(int)number - 1].Size;

    public override long FilemarksBefore(long number) =>
        number == 0 ? 0 : _entries[(int)number - 1].FilemarksBefore + (_entries[(int)number - 1].Data is null ? 1 : 0);

    public override long FindFilemark(long ordinal)
    {
        for (var number = 0; number < _entries.Count; number++)
        {
            if (_entries[number].Data is null && ordinal-- == 0)
                return number;
        }

        throw new InvalidOperationException("There is no such filemark.");
    }

    public override int? BlockLength(long number) => _entries[(int)number].Data?.Length;

    public override void Read(long number, Span<byte> destination) => _entries[(int)number].Data!.CopyTo(destination);

    public override void AppendBlock(ReadOnlySpan<byte> block) => Append(block.ToArray());

    public override void AppendFilemarks(int count)
    {
        for (; count > 0; count--)
            Append(data: null);
    }

    public override void CutAt(long number)
    {
        CollectionsMarshal.SetCount(_entries, (int)number);
        _durable = Math.Min(_durable, (int)number);
    }

    public override void MakeDurable() => _durable = _entries.Count;

    public override void LosePower() => CutAt(_durable);

    /// <summary>Inverts one bit of a block, unseen by the drive: media decay, for tests.</summary>
    public void FlipBit(long number, int bit)
    {
        var data = _entries[(int)number].Data ?? throw new ArgumentException($"Object {number} is a filemark.", nameof(number));
        data[bit / 8] ^= (byte)(1 << (bit % 8));
    }

    public override void Dispose()
    {
    }

    private void Append(byte[]? data) => _entries.Add(new Entry(data, Size, FilemarkCount));

    private readonly record struct Entry(byte[]? Data, long SizeBefore, long FilemarksBefore)
    {
        public long Size => Data is null ? FilemarkSize : SizeOfBlock(Data.Length);
    }
}
