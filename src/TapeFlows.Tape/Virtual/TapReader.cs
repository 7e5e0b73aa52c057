using TapeFlows.Tape.Posix;

namespace TapeFlows.Tape.Virtual;

/// <summary>
/// Reads <c>data.tap</c>: exactly what is asked for after a jump, further and further ahead while it is read in one direction, then on a thread of
/// its own.
/// </summary>
internal sealed class TapReader : IDisposable
{
    private readonly PosixFile _file;
    private readonly ReadAheadThread _ahead;
    private ReadWindow _current;
    private ReadWindow _next;
    private long _expected = -1;
    private long _consumed;

    public TapReader(PosixFile file)
    {
        _file = file;
        _ahead = new ReadAheadThread(file);
        _current = new ReadWindow();
        _next = new ReadWindow();
    }

    /// <summary>Copies bytes of the file.</summary>
    /// <param name="offset">Where they begin.</param>
    /// <param name="destination">Filled to its end.</param>
    /// <param name="needed">Where what will be asked for next, at least, ends.</param>
    public void Read(long offset, Span<byte> destination, long needed)
    {
        _consumed = offset == _expected ? _consumed + destination.Length : 0;
        _expected = offset + destination.Length;
        while (!destination.IsEmpty)
        {
            if (!_current.Contains(offset))
                Advance(offset, needed);
            var copied = _current.CopyTo(offset, destination);
            offset += copied;
            destination = destination[copied..];
        }
    }

    /// <summary>Forgets what was read ahead: the file has changed.</summary>
    public void Forget()
    {
        _ahead.Wait();
        _current.Clear();
        _next.Clear();
    }

    public void Dispose()
    {
        _ahead.Dispose();
        _current.Dispose();
        _next.Dispose();
    }

    private void Advance(long offset, long needed)
    {
        _ahead.Wait();
        if (_next.Contains(offset))
            (_current, _next) = (_next, _current);
        else
            _current.Fill(_file, offset, Math.Max(needed, offset + (2 * _consumed)));

        if (!_current.Contains(offset))
            throw new IOException($"'{_file.Path}' ends before byte {offset}.");
        if (_consumed >= ReadWindow.Size / 2)
            _ahead.Start(_next, _current.End);
    }
}
