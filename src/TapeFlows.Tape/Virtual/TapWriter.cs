using System.Buffers.Binary;
using TapeFlows.Tape.Posix;

namespace TapeFlows.Tape.Virtual;

/// <summary>
/// Appends to <c>data.tap</c> through a staging buffer, so that the disk sees whole sectors in large pieces and the page cache is left alone.
/// </summary>
/// <remarks>What is still staged is not in the file: <see cref="Flush"/> before anybody reads.</remarks>
internal sealed unsafe class TapWriter : IDisposable
{
    public const int StagingSize = 4 * 1024 * 1024;

    private readonly PosixFile _file;
    private readonly AlignedBuffer _staging;
    private long _begin;
    private int _fill;
    private bool _dirty;

    public TapWriter(PosixFile file, long end)
    {
        _file = file;
        _staging = new AlignedBuffer(StagingSize);
        StartAt(end);
    }

    /// <summary>The end of what was appended, staged or not.</summary>
    public long End => _begin + _fill;

    public void AppendRecord(ReadOnlySpan<byte> data)
    {
        AppendWord((uint)data.Length);
        Append(data);
        if ((data.Length & 1) != 0)
            Append([0]);
        AppendWord((uint)data.Length);
    }

    public void AppendFilemark() => AppendWord(TapFormat.Filemark);

    /// <summary>Brings the file up to date, to the byte.</summary>
    /// <returns>Whether there was anything to bring.</returns>
    public bool Flush()
    {
        if (!_dirty)
            return false;

        var whole = RoundUp(_fill);
        _staging.Span[_fill..whole].Fill(TapFormat.Padding);
        _file.Write(_staging.Start, whole, _begin);
        if (whole != _fill)
            _file.Truncate(End);
        KeepLastSector();
        _dirty = false;
        return true;
    }

    /// <summary>Cuts the file and goes on from there.</summary>
    public void CutAt(long end)
    {
        Flush();
        _file.Truncate(end);
        StartAt(end);
    }

    public void Dispose() => _staging.Dispose();

    private void AppendWord(uint word)
    {
        Span<byte> bytes = stackalloc byte[TapFormat.WordSize];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, word);
        Append(bytes);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        _dirty = true;
        while (!bytes.IsEmpty)
        {
            var part = Math.Min(bytes.Length, StagingSize - _fill);
            bytes[..part].CopyTo(_staging.Span[_fill..]);
            bytes = bytes[part..];
            _fill += part;
            if (_fill < StagingSize)
                continue;
            _file.Write(_staging.Start, StagingSize, _begin);
            _begin += StagingSize;
            _fill = 0;
        }
    }

    private void StartAt(long end)
    {
        _begin = end / PosixFile.Alignment * PosixFile.Alignment;
        _fill = (int)(end - _begin);
        if (_fill > 0 && _file.Read(_staging.Start, PosixFile.Alignment, _begin) < _fill)
            throw new IOException($"'{_file.Path}' is shorter than {end} bytes.");
        _dirty = false;
    }

    /// <summary>A direct write starts at a sector, so a sector that is not full yet is written again with what follows.</summary>
    private void KeepLastSector()
    {
        var whole = _fill / PosixFile.Alignment * PosixFile.Alignment;
        _staging.Span[whole.._fill].CopyTo(_staging.Span);
        _begin += whole;
        _fill -= whole;
    }

    private static int RoundUp(int length) => (length + PosixFile.Alignment - 1) / PosixFile.Alignment * PosixFile.Alignment;
}
