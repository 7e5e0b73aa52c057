using System.Globalization;
using System.Text.Json.Nodes;

namespace TapeFlows.Scheduling.Schedules;

/// <summary>One time only, by the clock on the wall: <c>{"datetime":"2026-12-25 14:30:00"}</c>.</summary>
/// <param name="DateTime">Date and time without a zone, in whole seconds. Where it does not exist: the next time that does; where it comes twice: the first.</param>
public sealed record OnceSchedule(DateTime DateTime) : Schedule
{
    /// <inheritdoc/>
    public override string Type => "once";

    /// <inheritdoc/>
    public override JsonObject ToConfig() => new() { ["datetime"] = DateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) };

    /// <inheritdoc/>
    public override DateTimeOffset? NextAfter(DateTimeOffset after, TimeZoneInfo zone)
    {
        var planned = WallClock.Resolve(DateTime, zone);
        return planned > after ? planned : null;
    }
}
