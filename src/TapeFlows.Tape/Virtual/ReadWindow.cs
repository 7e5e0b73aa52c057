using TapeFlows.Tape.Posix;

namespace TapeFlows.Tape.Virtual;

/// <summary>A piece of a file in memory, or on its way there.</summary>
internal sealed unsafe class ReadWindow : IDisposable
{
    public const int Size = 4 * 1024 * 1024;

    private readonly PosixFile _file;
    private readonly AlignedBuffer _buffer = new(Size);
    private readonly BackgroundTransfer _transfer;
    private long _begin;
    private long _end;
    private int _wanted;

    public ReadWindow(PosixFile file)
    {
        _file = file;
        _transfer = new BackgroundTransfer(Transfer, "tape read-ahead");
    }

    /// <summary>Where what it was asked for ends; 0 when it was asked for nothing.</summary>
    public long WantedEnd => _begin + _wanted;

    public bool Contains(long offset) => offset >= _begin && offset < _end;

    /// <summary>Reads from the sector of an offset to the sector of an end, or as much of that as there is and fits.</summary>
    public void Fill(long offset, long end)
    {
        Ask(offset, end);
        Transfer();
    }

    /// <summary>Begins to read as <see cref="Fill"/> does.</summary>
    public void StartFilling(long offset)
    {
        Ask(offset, offset + Size);
        _transfer.Start();
    }

    /// <summary>Returns when it is filled. Where that failed it is empty: whoever needs those bytes asks for them again and meets the error.</summary>
    public void WaitUntilFilled()
    {
        try
        {
            _transfer.Wait();
        }
        catch (PosixException)
        {
            _end = _begin;
        }
    }

    public int CopyTo(long offset, Span<byte> destination)
    {
        var length = (int)Math.Min(destination.Length, _end - offset);
        _buffer.Span.Slice((int)(offset - _begin), length).CopyTo(destination);
        return length;
    }

    public void Clear()
    {
        WaitUntilFilled();
        _begin = _end = _wanted = 0;
    }

    public void Dispose()
    {
        _transfer.Dispose();
        _buffer.Dispose();
    }

    private void Ask(long offset, long end)
    {
        Clear();
        _begin = _end = offset / PosixFile.Alignment * PosixFile.Alignment;
        var wanted = Math.Min(Size, end - _begin);
        _wanted = (int)((wanted + PosixFile.Alignment - 1) / PosixFile.Alignment * PosixFile.Alignment);
    }

    private void Transfer() => _end = _begin + _file.Read(_buffer.Start, _wanted, _begin);
}
