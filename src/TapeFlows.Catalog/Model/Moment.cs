using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace TapeFlows.Catalog.Model;

/// <summary>
/// How the catalog keeps a date: nanoseconds since 1970 UTC in 64 bits, in both databases alike and in the same unit as the times of files.
/// Exact for every .NET date from 1677 to 2262; beyond that the nearest end.
/// </summary>
internal sealed class Moment() : ValueConverter<DateTimeOffset, long>(date => ToNanoseconds(date), value => FromNanoseconds(value))
{
    private const long NanosecondsPerTick = 100;

    public static long ToNanoseconds(DateTimeOffset date)
    {
        var ticks = date.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        return Math.Clamp(ticks, long.MinValue / NanosecondsPerTick, long.MaxValue / NanosecondsPerTick) * NanosecondsPerTick;
    }

    public static DateTimeOffset FromNanoseconds(long value) => DateTimeOffset.UnixEpoch.AddTicks(value / NanosecondsPerTick);
}
