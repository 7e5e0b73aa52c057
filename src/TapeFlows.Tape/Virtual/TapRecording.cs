using System.Buffers.Binary;
using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Posix;

namespace TapeFlows.Tape.Virtual;

/// <summary>The recording of a virtual cartridge: <c>data.tap</c> and its <c>index</c>.</summary>
internal sealed class TapRecording : Recording
{
    private readonly PosixFile _data;
    private readonly TapIndex _index;
    private readonly TapReader _reader;
    private readonly TapScan _scan;
    private readonly TapSpace _space;
    private readonly TapWriter _writer;
    private long _filemarks;
    private bool _unsynced;
    private bool _broken;

    private TapRecording(PosixFile data, TapIndex index, TapReader reader, TapScan scan, string? damage, long capacity)
    {
        _data = data;
        _scan = scan;
        _index = index;
        _reader = reader;
        DamageAtEnd = damage;
        var end = 0L;
        if (index.Count > 0)
        {
            var last = Row(index.Count - 1);
            end = last.End;
            _filemarks = last.FilemarksUpTo;
        }

        _space = new TapSpace(data, index, capacity);
        _writer = new TapWriter(data, end);
    }

    public override long Count => _index.Count;

    public override long FilemarkCount => _filemarks;

    public override string? DamageAtEnd { get; }

    /// <summary>Bytes of blocks appended since it was opened.</summary>
    public long BytesWritten { get; private set; }

    /// <param name="directory">The cartridge's directory.</param>
    /// <param name="capacity">Bytes until the physical end; 0 for no end.</param>
    /// <param name="machineRestarted">Whether the machine was restarted since the cartridge was last opened.</param>
    public static TapRecording Open(string directory, long capacity, bool machineRestarted)
    {
        var data = PosixFile.Open(Path.Combine(directory, "data.tap"), writable: true, direct: true);
        TapIndex? index = null;
        TapReader? reader = null;
        try
        {
            index = TapIndex.Open(Path.Combine(directory, "index"), writable: true);
            reader = new TapReader(data);
            var scan = new TapScan(reader);
            var recovery = new TapRecovery(data, index, scan);
            recovery.Run(machineRestarted);
            reader.Forget();
            return new TapRecording(data, index, reader, scan, recovery.Damage, capacity);
        }
        catch
        {
            reader?.Dispose();
            index?.Dispose();
            data.Dispose();
            throw;
        }
    }

    public override long SizeBefore(long number) => number == Count ? _writer.End : Row(number).Offset;

    public override long FilemarksBefore(long number) => number == Count ? _filemarks : Row(number).FilemarksBefore;

    public override long FindFilemark(long ordinal)
    {
        long low = 0, high = Count - 1;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (Row(middle).FilemarksUpTo > ordinal)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    public override int? BlockLength(long number) => Row(number).BlockLength;

    public override void Read(long number, Span<byte> destination)
    {
        Publish();
        var row = Row(number);
        Span<byte> word = stackalloc byte[TapFormat.WordSize];
        _reader.Read(row.Offset, word, row.End);
        CheckLength(row, BinaryPrimitives.ReadInt32LittleEndian(word));
        _reader.Read(row.Offset + TapFormat.WordSize, destination, row.End);

        Span<byte> rest = stackalloc byte[TapFormat.WordSize + 1];
        rest = rest[(1 - (destination.Length & 1))..];
        _reader.Read(row.End - rest.Length, rest, row.End);
        CheckLength(row, BinaryPrimitives.ReadInt32LittleEndian(rest[^TapFormat.WordSize..]));
    }

    public override bool HasRoomFor(long bytes) => _space.Has(bytes);

    public override void AppendBlock(ReadOnlySpan<byte> block)
    {
        var offset = BeginWrite();
        _writer.AppendRecord(block);
        _index.Append(new IndexRow(Count, offset, _filemarks, block.Length));
        BytesWritten += block.Length;
        _broken = false;
    }

    public override void AppendFilemarks(int count)
    {
        for (; count > 0; count--)
        {
            var offset = BeginWrite();
            _writer.AppendFilemark();
            _index.Append(new IndexRow(Count, offset, _filemarks++, BlockLength: null));
            _broken = false;
        }
    }

    public override void CutAt(long number)
    {
        var end = SizeBefore(number);
        BeginWrite();
        _filemarks = FilemarksBefore(number);

        // The rows must be gone for good before other data takes the place of what they describe.
        if (number > 0 && number <= DurableCount())
            _index.Replace(Row(number - 1) with { IsDurable = true });
        _index.CutAt(number);
        _index.Sync();
        _writer.CutAt(end);
        _space.Forget();
        _reader.Forget();
        _broken = false;
    }

    public override void MakeDurable()
    {
        if (!_unsynced)
            return;
        _broken = true;
        Publish();
        _data.Sync();
        if (Count > 0)
            _index.Replace(Row(Count - 1) with { IsDurable = true });
        _index.Sync();
        _unsynced = false;
        _broken = false;
    }

    public override void LosePower()
    {
        if (_unsynced || DurableCount() < Count)
            CutAt(DurableCount());
    }

    public override void Dispose()
    {
        try
        {
            if (!_broken)
                Publish();
            if (!_broken)
                _index.Store();
            if (!_broken)
                _space.Release(_writer.End);
        }
        finally
        {
            _writer.Dispose();
            _reader.Dispose();
            _index.Dispose();
            _data.Dispose();
        }
    }

    /// <summary>Until the write is through, what is in the files is not what this object believes.</summary>
    private long BeginWrite()
    {
        if (!_unsynced)
            _reader.Forget();
        _unsynced = true;
        _broken = true;
        return _writer.End;
    }

    private void Publish()
    {
        if (!_writer.Flush())
            return;
        _reader.Forget();
        _space.Forget();
    }

    private long DurableCount()
    {
        var count = Count;
        while (count > 0 && !Row(count - 1).IsDurable)
            count--;
        return count;
    }

    private IndexRow Row(long number) =>
        _index.TryGet(number, out var row) ? row : MakeRowAgain(number);

    /// <summary>A damaged row in the middle is found again in the data, from the last good row before it.</summary>
    private IndexRow MakeRowAgain(long number)
    {
        Publish();
        IndexRow? row = null;
        var next = number;
        while (next > 0 && row is null)
        {
            if (_index.TryGet(next - 1, out var good))
                row = good;
            else
                next--;
        }

        for (var length = _data.Length; next <= number; next++)
        {
            if (!_scan.TryFollow(row, length, out var found))
                throw new IOException($"Row {number} of the index beside '{_data.Path}' is damaged, and so is the record at byte {found.Offset}.");
            _index.Replace(found);
            row = found;
        }

        return row!.Value;
    }

    private void CheckLength(in IndexRow row, int found)
    {
        if (found != row.BlockLength)
            throw new IOException($"The record at byte {row.Offset} of '{_data.Path}' says it is {found} bytes long, the index says {row.BlockLength}.");
    }
}
