using System.Text.Json.Nodes;

namespace TapeFlows.Scheduling.Schedules;

/// <summary>Again and again, by elapsed time: <c>{"interval":30,"unit":"minutes"}</c>. A day is 24 hours here, whatever the clocks do.</summary>
/// <param name="Count">How many units: 1 or more, 3650 days at most.</param>
/// <param name="Unit">The unit.</param>
public sealed record IntervalSchedule(int Count, IntervalUnit Unit) : Schedule
{
    /// <summary>The longest interval.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>The time from one planned time to the next.</summary>
    public TimeSpan Interval => Unit switch
    {
        IntervalUnit.Seconds => TimeSpan.FromSeconds(Count),
        IntervalUnit.Minutes => TimeSpan.FromMinutes(Count),
        IntervalUnit.Hours => TimeSpan.FromHours(Count),
        _ => TimeSpan.FromDays(Count),
    };

    /// <inheritdoc/>
    public override string Type => "interval";

    /// <inheritdoc/>
    public override JsonObject ToConfig() => new() { ["interval"] = Count, ["unit"] = Unit.ToString().ToLowerInvariant() };

    /// <summary>The point in time and one interval: of the last run, or of now where none ever ran or its next is past.</summary>
    /// <param name="after">The point in time.</param>
    /// <param name="zone">Not used.</param>
    public override DateTimeOffset? NextAfter(DateTimeOffset after, TimeZoneInfo zone)
    {
        var whole = after.UtcTicks - (after.UtcTicks % TimeSpan.TicksPerSecond);
        return whole <= DateTimeOffset.MaxValue.UtcTicks - Interval.Ticks ? new DateTimeOffset(whole + Interval.Ticks, TimeSpan.Zero) : null;
    }
}

/// <summary>What an interval is counted in.</summary>
public enum IntervalUnit
{
    /// <summary>Seconds.</summary>
    Seconds = 1,

    /// <summary>Minutes.</summary>
    Minutes = 2,

    /// <summary>Hours.</summary>
    Hours = 3,

    /// <summary>Days of 24 hours.</summary>
    Days = 4,
}
