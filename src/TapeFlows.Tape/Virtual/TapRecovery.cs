using System.Buffers.Binary;
using TapeFlows.Tape.Posix;

namespace TapeFlows.Tape.Virtual;

/// <summary>
/// Brings index and data together when a cartridge is opened. Both were written by a process that may have been killed at any point, or on a
/// machine that lost its power; the last rows tell, whatever the length of the tape.
/// </summary>
/// <remarks>
/// <para><b>Killed process:</b> whatever reached the file stays. Rows without data are dropped, records without rows are scanned and get theirs, an
/// incomplete last record is cut.</para>
/// <para><b>Restarted machine:</b> the order in which the disk got what was written since the last synchronous filemark is not known, so all of it is cut: what a
/// drive does that loses power.</para>
/// <para><b>Damage:</b> only a tail that looks torn is ever cut. Anything else that cannot be followed is left alone and reported.</para>
/// </remarks>
internal sealed class TapRecovery(PosixFile data, TapReader reader, TapIndex index)
{
    private readonly long _length = data.Length;
    private long _end;
    private long _filemarks;
    private bool _changed;

    /// <summary>Words for what cannot be followed behind the last object, if anything.</summary>
    public string? Damage { get; private set; }

    public void Run(bool machineRestarted)
    {
        var indexed = index.Count;
        while (index.Count > 0 && !Agrees(index.Count - 1))
            index.CutAt(index.Count - 1);

        if (machineRestarted && index.Count == indexed)
            CutToDurable();
        else
            Scan();
        if (_changed || index.Count != indexed)
            Settle();
    }

    private bool Agrees(long number)
    {
        if (!index.TryGet(number, out var row) || row.End > _length)
            return false;
        if (row.BlockLength is null ? Word(row.Offset) != TapFormat.Filemark : RecordAt(row.Offset) != row.BlockLength)
            return false;
        _end = row.End;
        _filemarks = row.FilemarksUpTo;
        return true;
    }

    private void CutToDurable()
    {
        var count = index.Count;
        IndexRow row = default;
        while (count > 0 && index.TryGet(count - 1, out row) && !row.IsDurable)
            count--;

        // No synchronous mark to be found is no proof that there was none.
        if (count == 0 || !row.IsDurable)
        {
            Scan();
            return;
        }

        index.CutAt(count);
        _changed |= row.End < _length;
        _end = row.End;
        data.Truncate(_end);
    }

    /// <summary>Follows the records behind the last good row.</summary>
    private void Scan()
    {
        if (index.Count == 0)
            _end = _filemarks = 0;
        while (_end + TapFormat.WordSize <= _length)
        {
            if (Word(_end) == TapFormat.Filemark)
                Add(blockLength: null);
            else if (RecordAt(_end) is { } length)
                Add(length);
            else
                break;
        }

        if (_end == _length)
            return;
        _changed = true;
        if (IsTorn())
            data.Truncate(_end);
        else
            Damage = $"'{data.Path}' cannot be followed at byte {_end}: the record there is damaged, {_length - _end} bytes behind it are out of reach. Nothing was cut.";
    }

    private void Add(int? blockLength)
    {
        var row = new IndexRow(index.Count, _end, _filemarks, blockLength);
        index.Append(row);
        _end = row.End;
        _filemarks = row.FilemarksUpTo;
        _changed = true;
    }

    /// <summary>The length of the record at an offset; null when it is incomplete or its two lengths differ.</summary>
    private int? RecordAt(long offset)
    {
        var word = Word(offset);
        if (word is 0 or > TapFormat.LongestRecord)
            return null;
        var end = offset + TapFormat.RecordSize((int)word);
        return end <= _length && Word(end - TapFormat.WordSize) == word ? (int)word : null;
    }

    /// <summary>A kill leaves a record that runs past the end of the file, or less than a sector of padding.</summary>
    private bool IsTorn()
    {
        if (_length - _end < TapFormat.WordSize)
            return true;
        var word = Word(_end);
        if (word == uint.MaxValue)
            return _length - _end < PosixFile.Alignment;
        return word is > 0 and <= TapFormat.LongestRecord && _end + TapFormat.RecordSize((int)word) > _length;
    }

    /// <summary>Rows that a scan made describe what is in the file now; once all is flushed they are as good as any.</summary>
    private void Settle()
    {
        data.Sync();
        if (index.Count > 0 && index.TryGet(index.Count - 1, out var last))
            index.Replace(last with { IsDurable = true });
        index.Sync();
    }

    private uint Word(long offset)
    {
        Span<byte> bytes = stackalloc byte[TapFormat.WordSize];
        reader.Read(offset, bytes, offset + TapFormat.WordSize);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }
}
