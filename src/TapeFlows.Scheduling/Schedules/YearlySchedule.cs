using System.Text.Json.Nodes;

namespace TapeFlows.Scheduling.Schedules;

/// <summary>On a day of every year at a time: <c>{"month":2,"day":29,"time":"02:00:00"}</c>. A year without that day: the month's last one.</summary>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to the number of days that the month can have.</param>
/// <param name="Time">The time of day.</param>
public sealed record YearlySchedule(int Month, int Day, TimeOnly Time) : CalendarSchedule(Time)
{
    /// <inheritdoc/>
    public override string Type => "yearly";

    /// <inheritdoc/>
    public override JsonObject ToConfig() => new() { ["month"] = Month, ["day"] = Day, ["time"] = ConfigFields.Text(Time) };

    /// <inheritdoc/>
    protected override DateOnly? DayFrom(DateOnly day)
    {
        var thisYear = DayOrLast(day.Year, Month, Day);
        if (thisYear >= day)
            return thisYear;
        return day.Year < DateOnly.MaxValue.Year ? DayOrLast(day.Year + 1, Month, Day) : null;
    }
}
