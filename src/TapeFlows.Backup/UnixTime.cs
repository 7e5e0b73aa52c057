namespace TapeFlows.Backup;

/// <summary>A moment as the kernel tells it (struct statx_timestamp): seconds since 1970, may be negative, and nanoseconds.</summary>
/// <param name="Seconds">Seconds since 1970-01-01 UTC, rounded down.</param>
/// <param name="Nanoseconds">0 to 999,999,999, added to the seconds.</param>
public readonly record struct UnixTime(long Seconds, int Nanoseconds) : IComparable<UnixTime>
{
    private const long PerSecond = 1_000_000_000;

    /// <summary>The same moment as the catalog keeps it: nanoseconds in 64 bits, 1677 to 2262; beyond that the nearest end.</summary>
    public long ToNanoseconds() =>
        Seconds >= long.MaxValue / PerSecond ? long.MaxValue
        : Seconds <= long.MinValue / PerSecond ? long.MinValue
        : (Seconds * PerSecond) + Nanoseconds;

    /// <summary>A moment from the catalog's nanoseconds.</summary>
    /// <param name="nanoseconds">Nanoseconds since 1970, may be negative.</param>
    public static UnixTime FromNanoseconds(long nanoseconds)
    {
        var seconds = Math.DivRem(nanoseconds, PerSecond, out var rest);
        return rest < 0 ? new UnixTime(seconds - 1, (int)(rest + PerSecond)) : new UnixTime(seconds, (int)rest);
    }

    /// <summary>The moment of a .NET date.</summary>
    /// <param name="date">Any date; resolution 100 ns.</param>
    public static UnixTime From(DateTimeOffset date) =>
        FromNanoseconds((date - DateTimeOffset.UnixEpoch).Ticks * 100);

    /// <inheritdoc/>
    public int CompareTo(UnixTime other)
    {
        var seconds = Seconds.CompareTo(other.Seconds);
        return seconds != 0 ? seconds : Nanoseconds.CompareTo(other.Nanoseconds);
    }

    /// <summary>Whether a moment is earlier.</summary>
    public static bool operator <(UnixTime left, UnixTime right) => left.CompareTo(right) < 0;

    /// <summary>Whether a moment is later.</summary>
    public static bool operator >(UnixTime left, UnixTime right) => left.CompareTo(right) > 0;

    /// <summary>Whether a moment is not later.</summary>
    public static bool operator <=(UnixTime left, UnixTime right) => left.CompareTo(right) <= 0;

    /// <summary>Whether a moment is not earlier.</summary>
    public static bool operator >=(UnixTime left, UnixTime right) => left.CompareTo(right) >= 0;
}
