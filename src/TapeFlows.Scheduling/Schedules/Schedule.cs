using System.Text.Json.Nodes;

namespace TapeFlows.Scheduling.Schedules;

/// <summary>When something is due: a rule that gives planned times, without state and without a clock. One of the seven types of <c>schedule_type</c>.</summary>
/// <remarks>Planned times are whole seconds. All rules but <see cref="IntervalSchedule"/> are about the clock on the wall, so they need the time zone it hangs in.</remarks>
public abstract record Schedule
{
    /// <summary>The most planned times that a preview gives.</summary>
    public const int MaxPreview = 1000;

    /// <summary>The value of <c>schedule_type</c>.</summary>
    public abstract string Type { get; }

    /// <summary>The value of <c>schedule_config</c>, in its shortest form; <see cref="ScheduleReader"/> reads it back as an equal schedule.</summary>
    public abstract JsonObject ToConfig();

    /// <summary>The first planned time after a point in time; <see langword="null"/>: there is none any more.</summary>
    /// <param name="after">The point in time; a planned time that equals it does not count.</param>
    /// <param name="zone">The time zone of the wall clock.</param>
    public abstract DateTimeOffset? NextAfter(DateTimeOffset after, TimeZoneInfo zone);

    /// <summary>The planned times after a point in time, in order, without end where the rule has none.</summary>
    /// <param name="after">The point in time; a planned time that equals it does not count.</param>
    /// <param name="zone">The time zone of the wall clock.</param>
    public IEnumerable<DateTimeOffset> After(DateTimeOffset after, TimeZoneInfo zone)
    {
        for (var next = NextAfter(after, zone); next is { } planned; next = NextAfter(planned, zone))
            yield return planned;
    }

    /// <summary>The next planned times, each with the offset that the zone has then: what a person sees before saving.</summary>
    /// <param name="after">The point in time; a planned time that equals it does not count.</param>
    /// <param name="zone">The time zone of the wall clock.</param>
    /// <param name="count">How many at most: 1 to <see cref="MaxPreview"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is out of its range.</exception>
    public IReadOnlyList<DateTimeOffset> Preview(DateTimeOffset after, TimeZoneInfo zone, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxPreview);
        return [.. After(after, zone).Take(count).Select(planned => TimeZoneInfo.ConvertTime(planned, zone))];
    }
}
