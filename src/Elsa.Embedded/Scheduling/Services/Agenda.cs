namespace Elsa.Scheduling.Services;

/// <summary>
/// Everything this process waits for, in one ordered set behind one timer: adding and removing cost the logarithm of what is waiting.
/// The clock is looked at again at least every <see cref="LongestSleep"/>, so that a step of the wall clock moves what is due with it.
/// </summary>
internal sealed class Agenda : IDisposable
{
    public static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time;
    private readonly SortedSet<Appointment> _appointments = new(Comparer<Appointment>.Create(static (x, y) =>
        x.Due != y.Due ? x.Due.CompareTo(y.Due) : x.Number.CompareTo(y.Number)));

    private readonly ITimer _timer;
    private long _lastNumber;
    private bool _disposed;

    public Agenda(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(static state => ((Agenda)state!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How much is waiting.</summary>
    public int Count
    {
        get
        {
            lock (_appointments)
                return _appointments.Count;
        }
    }

    /// <summary>Calls the action once, on the thread pool, as soon as the time has come. The action must not throw.</summary>
    public Appointment Add(DateTimeOffset due, Action action)
    {
        lock (_appointments)
        {
            var appointment = new Appointment(due, ++_lastNumber, action);
            if (_disposed)
                return appointment;
            _appointments.Add(appointment);
            if (_appointments.Min == appointment)
                Arm();
            return appointment;
        }
    }

    /// <summary>Forgets an appointment; nothing happens if its time has come already.</summary>
    public void Remove(Appointment appointment)
    {
        lock (_appointments)
            _appointments.Remove(appointment);
    }

    public void Dispose()
    {
        lock (_appointments)
        {
            _disposed = true;
            _appointments.Clear();
        }

        _timer.Dispose();
    }

    private void Wake()
    {
        var due = new List<Appointment>();
        lock (_appointments)
        {
            var now = _time.GetUtcNow();
            while (_appointments.Min is { } next && next.Due <= now)
            {
                _appointments.Remove(next);
                due.Add(next);
            }

            Arm();
        }

        foreach (var appointment in due)
            ThreadPool.UnsafeQueueUserWorkItem(static x => x.Action(), appointment, preferLocal: false);
    }

    private void Arm()
    {
        if (_disposed || _appointments.Min is not { } next)
            return;
        var wait = next.Due - _time.GetUtcNow();
        // A timer counts whole milliseconds and drops the rest: rounded down it would wake too early, once for nothing.
        var sleep = wait <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(Math.Min(wait.TotalMilliseconds, LongestSleep.TotalMilliseconds)));
        _timer.Change(sleep, Timeout.InfiniteTimeSpan);
    }
}

/// <summary>Something this process waits for.</summary>
internal sealed class Appointment(DateTimeOffset due, long number, Action action)
{
    public DateTimeOffset Due { get; } = due;
    public long Number { get; } = number;
    public Action Action { get; } = action;
}
