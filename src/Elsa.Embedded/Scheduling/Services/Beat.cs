namespace Elsa.Scheduling.Services;

/// <summary>The times at which something is due that began at a point in time and repeats at an interval.</summary>
internal static class Beat
{
    /// <summary>The first of them after now.</summary>
    public static DateTimeOffset NextAfter(DateTimeOffset startAt, TimeSpan interval, DateTimeOffset now) =>
        startAt > now ? startAt : startAt.AddTicks(((now - startAt).Ticks / interval.Ticks + 1) * interval.Ticks);
}
