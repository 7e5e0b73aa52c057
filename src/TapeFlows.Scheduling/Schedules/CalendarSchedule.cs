namespace TapeFlows.Scheduling.Schedules;

/// <summary>A time of day on the days of a rule, by the clock on the wall: at most once a day, so a time that comes twice counts once.</summary>
/// <param name="Time">The time of day, in whole seconds. On a day without it: the next time that there is.</param>
public abstract record CalendarSchedule(TimeOnly Time) : Schedule
{
    /// <inheritdoc/>
    public sealed override DateTimeOffset? NextAfter(DateTimeOffset after, TimeZoneInfo zone)
    {
        var from = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(after, zone).DateTime);
        for (var day = DayFrom(from); day is { } date; day = date < DateOnly.MaxValue ? DayFrom(date.AddDays(1)) : null)
        {
            var planned = WallClock.Resolve(date.ToDateTime(Time), zone);
            if (planned > after)
                return planned;
        }

        return null;
    }

    /// <summary>The first day of the rule that is not before a day; <see langword="null"/>: the calendar ends before.</summary>
    protected abstract DateOnly? DayFrom(DateOnly day);

    /// <summary>A day of a month, or the month's last one where it is shorter.</summary>
    protected static DateOnly DayOrLast(int year, int month, int day) => new(year, month, Math.Min(day, DateTime.DaysInMonth(year, month)));
}
