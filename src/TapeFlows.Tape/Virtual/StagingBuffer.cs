using TapeFlows.Tape.Posix;

namespace TapeFlows.Tape.Virtual;

/// <summary>A piece of a file that is being put together, or on its way to the disk.</summary>
internal sealed unsafe class StagingBuffer : IDisposable
{
    public const int Size = 4 * 1024 * 1024;

    private readonly PosixFile _file;
    private readonly AlignedBuffer _buffer = new(Size);
    private readonly BackgroundTransfer _transfer;
    private int _length;

    public StagingBuffer(PosixFile file)
    {
        _file = file;
        _transfer = new BackgroundTransfer(Transfer, "tape writer");
    }

    /// <summary>Where in the file it begins: at a sector.</summary>
    public long Begin { get; private set; }

    /// <summary>Bytes in it.</summary>
    public int Fill { get; private set; }

    public bool IsFull => Fill == Size;

    public long End => Begin + Fill;

    public void StartAt(long begin)
    {
        Begin = begin;
        Fill = 0;
    }

    /// <summary>Starts in the middle of a sector that is in the file already.</summary>
    public void ContinueAt(long end)
    {
        StartAt(end / PosixFile.Alignment * PosixFile.Alignment);
        Fill = (int)(end - Begin);
        if (Fill > 0 && _file.Read(_buffer.Start, PosixFile.Alignment, Begin) < Fill)
            throw new IOException($"'{_file.Path}' is shorter than {end} bytes.");
    }

    /// <returns>How many bytes it took.</returns>
    public int Append(ReadOnlySpan<byte> bytes)
    {
        var part = Math.Min(bytes.Length, Size - Fill);
        bytes[..part].CopyTo(_buffer.Span[Fill..]);
        Fill += part;
        return part;
    }

    /// <summary>Writes what is in it and goes on behind that. A sector that is not full yet stays, to be written again with what follows.</summary>
    public void Write()
    {
        _length = (Fill + PosixFile.Alignment - 1) / PosixFile.Alignment * PosixFile.Alignment;
        _buffer.Span[Fill.._length].Fill(TapFormat.Padding);
        Transfer();
        if (_length != Fill)
            _file.Truncate(End);

        var whole = Fill / PosixFile.Alignment * PosixFile.Alignment;
        _buffer.Span[whole..Fill].CopyTo(_buffer.Span);
        Begin += whole;
        Fill -= whole;
    }

    /// <summary>Begins to write a full buffer.</summary>
    public void StartWriting()
    {
        _length = Size;
        _transfer.Start();
    }

    /// <summary>Returns when it is written; throws what went wrong.</summary>
    public void WaitUntilWritten() => _transfer.Wait();

    public void Dispose()
    {
        _transfer.Dispose();
        _buffer.Dispose();
    }

    private void Transfer() => _file.Write(_buffer.Start, _length, Begin);
}
