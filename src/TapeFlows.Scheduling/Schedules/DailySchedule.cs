using System.Text.Json.Nodes;

namespace TapeFlows.Scheduling.Schedules;

/// <summary>Every day at a time: <c>{"time":"02:00:00"}</c>.</summary>
/// <param name="Time">The time of day.</param>
public sealed record DailySchedule(TimeOnly Time) : CalendarSchedule(Time)
{
    /// <inheritdoc/>
    public override string Type => "daily";

    /// <inheritdoc/>
    public override JsonObject ToConfig() => new() { ["time"] = ConfigFields.Text(Time) };

    /// <inheritdoc/>
    protected override DateOnly? DayFrom(DateOnly day) => day;
}
