using TapeFlows.Tape.Posix;

namespace TapeFlows.Tape.Virtual;

/// <summary>
/// Reads <c>data.tap</c>: exactly what is asked for after a jump, further and further ahead while it is read in one direction, at last with several reads
/// under way at once, as disks like it.
/// </summary>
internal sealed class TapReader : IDisposable
{
    private const int Windows = 3;
    private const int ReadAheadAfter = ReadWindow.Size / 2;

    private readonly PosixFile _file;
    private readonly ReadWindow[] _windows;
    private int _current;
    private long _expected = -1;
    private long _consumed;

    public TapReader(PosixFile file)
    {
        _file = file;
        _windows = [.. Enumerable.Range(0, Windows).Select(_ => new ReadWindow(file))];
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
            if (!_windows[_current].Contains(offset))
                Advance(offset, needed);
            var copied = _windows[_current].CopyTo(offset, destination);
            offset += copied;
            destination = destination[copied..];
        }
    }

    /// <summary>Forgets what was read: the file has changed.</summary>
    public void Forget()
    {
        foreach (var window in _windows)
            window.Clear();
    }

    public void Dispose()
    {
        foreach (var window in _windows)
            window.Dispose();
    }

    private void Advance(long offset, long needed)
    {
        var emptied = _windows[_current];
        _current = (_current + 1) % Windows;
        _windows[_current].WaitUntilFilled();
        if (_windows[_current].Contains(offset))
        {
            emptied.Clear();
        }
        else
        {
            Forget();
            _windows[_current].Fill(offset, Math.Max(needed, offset + (2 * _consumed)));
            if (!_windows[_current].Contains(offset))
                throw new IOException($"'{_file.Path}' ends before byte {offset}.");
        }

        if (_consumed >= ReadAheadAfter)
            ReadAhead();
    }

    private void ReadAhead()
    {
        var end = _windows[_current].WantedEnd;
        for (var ahead = 1; ahead < Windows; ahead++)
        {
            var window = _windows[(_current + ahead) % Windows];
            if (window.WantedEnd == 0)
                window.StartFilling(end);
            end = window.WantedEnd;
        }
    }
}
