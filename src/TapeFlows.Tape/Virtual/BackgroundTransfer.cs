using System.Runtime.ExceptionServices;

namespace TapeFlows.Tape.Virtual;

/// <summary>
/// Carries out one transfer at a time on a thread of its own while its owner goes on. The thread starts with the first transfer; starting one allocates
/// nothing.
/// </summary>
/// <param name="transfer">The transfer; its owner leaves what belongs to it alone while it is under way.</param>
/// <param name="name">The thread's name.</param>
internal sealed class BackgroundTransfer(Action transfer, string name) : IDisposable
{
    private readonly SemaphoreSlim _started = new(0);
    private readonly SemaphoreSlim _ended = new(0);
    private Thread? _thread;
    private ExceptionDispatchInfo? _failure;
    private bool _underWay;
    private volatile bool _stopping;

    public void Start()
    {
        if (_thread is null)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = name };
            _thread.Start();
        }

        _underWay = true;
        _started.Release();
    }

    /// <summary>Returns when nothing is under way; a transfer that failed throws here, once.</summary>
    public void Wait()
    {
        if (!_underWay)
            return;
        _ended.Wait();
        _underWay = false;
        Interlocked.Exchange(ref _failure, null)?.Throw();
    }

    public void Dispose()
    {
        if (_underWay)
            _ended.Wait();
        _stopping = true;
        if (_thread is not null)
        {
            _started.Release();
            _thread.Join();
        }

        _started.Dispose();
        _ended.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            _started.Wait();
            if (_stopping)
                return;
            try
            {
                transfer();
            }
            catch (IOException failure)
            {
                _failure = ExceptionDispatchInfo.Capture(failure);
            }

            _ended.Release();
        }
    }
}
