using TapeFlows.Tape.Posix;

namespace TapeFlows.Tape.Virtual;

/// <summary>Fills one window at a time while its owner works on another. The thread starts with the first request.</summary>
internal sealed class ReadAheadThread(PosixFile file) : IDisposable
{
    private readonly SemaphoreSlim _requested = new(0);
    private readonly SemaphoreSlim _filled = new(0);
    private Thread? _thread;
    private ReadWindow? _window;
    private long _offset;

    public void Start(ReadWindow window, long offset)
    {
        _window = window;
        _offset = offset;
        if (_thread is null)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = "tape read-ahead" };
            _thread.Start();
        }

        _requested.Release();
    }

    /// <summary>Returns when nothing is under way.</summary>
    public void Wait()
    {
        if (_window is null)
            return;
        _filled.Wait();
        _window = null;
    }

    public void Dispose()
    {
        Wait();
        if (_thread is not null)
        {
            _requested.Release();
            _thread.Join();
        }

        _requested.Dispose();
        _filled.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            _requested.Wait();
            if (_window is null)
                return;
            try
            {
                _window.Fill(file, _offset, _offset + ReadWindow.Size);
            }
            catch (PosixException)
            {
                // Its owner finds nothing in the window, asks for those bytes itself and meets the error there, if it needs them at all.
                _window.Clear();
            }

            _filled.Release();
        }
    }
}
