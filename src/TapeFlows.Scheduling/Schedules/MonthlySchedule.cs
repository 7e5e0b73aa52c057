using System.Text.Json.Nodes;

namespace TapeFlows.Scheduling.Schedules;

/// <summary>On a day of every month at a time: <c>{"day_of_month":31,"time":"02:00:00"}</c>. A month without that day: its last one.</summary>
/// <param name="DayOfMonth">1 to 31, or -1 for the last day.</param>
/// <param name="Time">The time of day.</param>
public sealed record MonthlySchedule(int DayOfMonth, TimeOnly Time) : CalendarSchedule(Time)
{
    /// <summary>The day of the month that is always the last one.</summary>
    public const int LastDay = -1;

    /// <inheritdoc/>
    public override string Type => "monthly";

    /// <inheritdoc/>
    public override JsonObject ToConfig() => new() { ["day_of_month"] = DayOfMonth, ["time"] = ConfigFields.Text(Time) };

    /// <inheritdoc/>
    protected override DateOnly? DayFrom(DateOnly day)
    {
        var wanted = DayOfMonth == LastDay ? 31 : DayOfMonth;
        var thisMonth = DayOrLast(day.Year, day.Month, wanted);
        if (thisMonth >= day)
            return thisMonth;
        return (day.Year, day.Month) switch
        {
            (9999, 12) => null,
            (_, 12) => DayOrLast(day.Year + 1, 1, wanted),
            _ => DayOrLast(day.Year, day.Month + 1, wanted),
        };
    }
}
