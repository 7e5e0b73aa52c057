using System.Buffers.Binary;
using TapeFlows.Tape.Posix;

namespace TapeFlows.Tape.Virtual;

/// <summary>
/// Appends to <c>data.tap</c> through two staging buffers, one of which is filled while the other is written, so that the disk sees whole sectors in large
/// pieces, in order, and the page cache is left alone.
/// </summary>
/// <remarks>What is still staged is not in the file: <see cref="Flush"/> before anybody reads.</remarks>
internal sealed class TapWriter : IDisposable
{
    private readonly PosixFile _file;
    private StagingBuffer _filling;
    private StagingBuffer _writing;
    private bool _dirty;
    private bool _failed;

    public TapWriter(PosixFile file, long end)
    {
        _file = file;
        _filling = new StagingBuffer(file);
        _writing = new StagingBuffer(file);
        _filling.ContinueAt(end);
    }

    /// <summary>The end of what was appended, staged or not.</summary>
    public long End => _filling.End;

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
        BeginTransfer();
        _writing.WaitUntilWritten();
        _filling.Write();
        _dirty = _failed = false;
        return true;
    }

    /// <summary>Cuts the file and goes on from there.</summary>
    public void CutAt(long end)
    {
        Flush();
        _file.Truncate(end);
        _filling.ContinueAt(end);
    }

    public void Dispose()
    {
        _filling.Dispose();
        _writing.Dispose();
    }

    private void AppendWord(uint word)
    {
        Span<byte> bytes = stackalloc byte[TapFormat.WordSize];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, word);
        Append(bytes);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        _dirty = true;
        while (true)
        {
            bytes = bytes[_filling.Append(bytes)..];
            if (_filling.IsFull)
                Swap();
            if (bytes.IsEmpty)
                return;
        }
    }

    private void Swap()
    {
        BeginTransfer();
        _writing.WaitUntilWritten();
        _failed = false;
        (_filling, _writing) = (_writing, _filling);
        _writing.StartWriting();
        _filling.StartAt(_writing.End);
    }

    /// <summary>After a failure nothing may be written behind the gap it left, or the gap would be taken for data.</summary>
    private void BeginTransfer()
    {
        if (_failed)
            throw new IOException($"'{_file.Path}' could not be written before.");
        _failed = true;
    }
}
