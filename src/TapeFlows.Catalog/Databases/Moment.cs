using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace TapeFlows.Catalog.Databases;

/// <summary>
/// How rooms keep a date: nanoseconds since 1970 UTC in 64 bits, in both databases alike and in the same unit as the times of files.
/// Exact for every .NET date from 1677 to 2262; beyond that the nearest end.
/// </summary>
public sealed class Moment() : ValueConverter<DateTimeOffset, long>(date => ToNanoseconds(date), value => FromNanoseconds(value))
{
    private const long NanosecondsPerTick = 100;

    /// <summary>The number that is kept.</summary>
    /// <param name="date">The date.</param>
    public static long ToNanoseconds(DateTimeOffset date)
    {
        var ticks = date.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        return Math.Clamp(ticks, long.MinValue / NanosecondsPerTick, long.MaxValue / NanosecondsPerTick) * NanosecondsPerTick;
    }

    /// <summary>The date that is kept as a number, in UTC.</summary>
    /// <param name="value">Nanoseconds since 1970 UTC; what is less than a tick (100) is lost.</param>
    public static DateTimeOffset FromNanoseconds(long value) => DateTimeOffset.UnixEpoch.AddTicks(value / NanosecondsPerTick);
}
