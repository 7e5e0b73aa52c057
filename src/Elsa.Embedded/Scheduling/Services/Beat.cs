namespace Elsa.Scheduling.Services;

/// <summary>The times at which something is due that began at a point in time and repeats at an interval.</summary>
internal static class Beat
{
    /// <summary>The first of them after now. An interval that leads out of the calendar ends at its end: it must not fail on the thread of a timer.</summary>
    public static DateTimeOffset NextAfter(DateTimeOffset startAt, TimeSpan interval, DateTimeOffset now)
    {
        if (startAt > now)
            return startAt;
        var since = ((Int128)((now - startAt).Ticks / interval.Ticks) + 1) * interval.Ticks;
        return since > (DateTimeOffset.MaxValue - startAt).Ticks ? DateTimeOffset.MaxValue : startAt.AddTicks((long)since);
    }
}
