namespace TapeFlows.Scheduling.Schedules;

/// <summary>The moment at which the clock on a wall shows a time, also on the days on which that clock is put forward or back.</summary>
/// <remarks>Asks a time zone only for its offset at a moment, which is certain everywhere; its answers about "invalid" and "ambiguous" times leave out changes that are no daylight saving, such as Samoa's skipped day.</remarks>
internal static class WallClock
{
    // Offsets lie between -12 and +14 hours, so the moments that may be meant, and the change between them, lie within this of the time read as UTC.
    private static readonly TimeSpan Reach = TimeSpan.FromHours(15);

    /// <summary>The moment. A time that does not exist gives the next one that does; a time that comes twice gives the first of the two.</summary>
    public static DateTimeOffset Resolve(DateTime local, TimeZoneInfo zone)
    {
        var asUtc = new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), TimeSpan.Zero);
        var before = Shift(asUtc, -Reach);
        var after = Shift(asUtc, Reach);
        var early = zone.GetUtcOffset(before);
        var late = zone.GetUtcOffset(after);

        // Of two moments with the same time on the wall the one with the larger offset is the earlier.
        var (first, second) = early >= late ? (early, late) : (late, early);
        if (Shows(asUtc, first, zone) is { } one)
            return one;
        if (Shows(asUtc, second, zone) is { } other)
            return other;
        return FirstMomentWithOtherOffset(before, after, early, zone);
    }

    private static DateTimeOffset? Shows(DateTimeOffset asUtc, TimeSpan offset, TimeZoneInfo zone)
    {
        var moment = Shift(asUtc, -offset);
        return zone.GetUtcOffset(moment) == offset ? moment : null;
    }

    private static DateTimeOffset FirstMomentWithOtherOffset(DateTimeOffset before, DateTimeOffset after, TimeSpan offset, TimeZoneInfo zone)
    {
        var (low, high) = (before.UtcTicks, after.UtcTicks);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (zone.GetUtcOffset(new DateTimeOffset(middle, TimeSpan.Zero)) == offset)
                low = middle;
            else
                high = middle;
        }

        return new DateTimeOffset(high, TimeSpan.Zero);
    }

    private static DateTimeOffset Shift(DateTimeOffset moment, TimeSpan by) =>
        new(Math.Clamp(moment.UtcTicks + by.Ticks, DateTimeOffset.MinValue.UtcTicks, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);
}
