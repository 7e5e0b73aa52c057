using System.Globalization;

namespace Elsa.Scheduling.Activities;

/// <summary>What can be scheduled. A mistake is told to the operator who made it, not found out decades later.</summary>
internal static class SchedulingLimits
{
    /// <summary>The shortest interval of a timer: shorter ones are loops, not schedules.</summary>
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    /// <summary>The longest time that anything waits.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(36525);

    /// <summary>The point in time at which a wait ends.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The wait is negative, or longer than <see cref="LongestWait"/>.</exception>
    public static DateTimeOffset After(DateTimeOffset now, TimeSpan wait, string what)
    {
        if (wait < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(what, wait, $"{what} is {Text(wait)}: it must not be negative.");
        return wait <= LongestWait ? now + wait : throw TooLong(what, Text(wait));
    }

    /// <summary>A point in time that something waits for.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is farther away than <see cref="LongestWait"/>.</exception>
    public static DateTimeOffset At(DateTimeOffset now, DateTimeOffset at, string what) =>
        at - now <= LongestWait ? at : throw TooLong(what, at.ToString("O", CultureInfo.InvariantCulture));

    /// <summary>The interval of a timer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is shorter than <see cref="ShortestInterval"/> or longer than <see cref="LongestWait"/>.</exception>
    public static TimeSpan Interval(TimeSpan interval, string what)
    {
        if (interval < ShortestInterval)
            throw new ArgumentOutOfRangeException(what, interval, $"{what} is {Text(interval)}: it must be at least {Text(ShortestInterval)}.");
        return interval <= LongestWait ? interval : throw TooLong(what, Text(interval));
    }

    private static string Text(TimeSpan value) => value.ToString("c", CultureInfo.InvariantCulture);

    private static ArgumentOutOfRangeException TooLong(string what, string value) =>
        new(what, value, $"{what} is {value}: nothing is scheduled more than 100 years ahead.");
}
