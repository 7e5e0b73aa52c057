using TapeFlows.Tape.Posix;

namespace TapeFlows.Tape.Virtual;

/// <summary>A piece of a file in memory.</summary>
internal sealed unsafe class ReadWindow : IDisposable
{
    public const int Size = 4 * 1024 * 1024;

    private readonly AlignedBuffer _buffer = new(Size);
    private long _begin;

    public long End { get; private set; }

    public bool Contains(long offset) => offset >= _begin && offset < End;

    /// <summary>Reads from the sector of an offset to the sector of an end, or as much of that as there is and fits.</summary>
    public void Fill(PosixFile file, long offset, long end)
    {
        Clear();
        _begin = offset / PosixFile.Alignment * PosixFile.Alignment;
        var wanted = Math.Min(Size, end - _begin);
        var sectors = (int)((wanted + PosixFile.Alignment - 1) / PosixFile.Alignment * PosixFile.Alignment);
        End = _begin + file.Read(_buffer.Start, sectors, _begin);
    }

    public int CopyTo(long offset, Span<byte> destination)
    {
        var length = (int)Math.Min(destination.Length, End - offset);
        _buffer.Span.Slice((int)(offset - _begin), length).CopyTo(destination);
        return length;
    }

    public void Clear() => End = _begin = 0;

    public void Dispose() => _buffer.Dispose();
}
