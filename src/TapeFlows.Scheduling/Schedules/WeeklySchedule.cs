using System.Text.Json.Nodes;

namespace TapeFlows.Scheduling.Schedules;

/// <summary>On some days of the week at a time: <c>{"day_of_week":6,"time":"03:00:00"}</c>, or a list of days.</summary>
public sealed record WeeklySchedule : CalendarSchedule
{
    private readonly int _days;

    /// <summary>A weekly schedule.</summary>
    /// <param name="days">The days, 0 = Monday to 6 = Sunday; at least one.</param>
    /// <param name="time">The time of day.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no day, or one that no week has.</exception>
    public WeeklySchedule(IEnumerable<int> days, TimeOnly time)
        : base(time)
    {
        foreach (var day in days)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(day, nameof(days));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(day, 6, nameof(days));
            _days |= 1 << day;
        }

        ArgumentOutOfRangeException.ThrowIfZero(_days, nameof(days));
    }

    /// <summary>The days, 0 = Monday to 6 = Sunday, in order.</summary>
    public IEnumerable<int> Days => Enumerable.Range(0, 7).Where(Has);

    /// <inheritdoc/>
    public override string Type => "weekly";

    /// <inheritdoc/>
    public override JsonObject ToConfig() => new()
    {
        ["day_of_week"] = Days.ToArray() is [var only] ? only : new JsonArray([.. Days.Select(day => (JsonNode)day)]),
        ["time"] = ConfigFields.Text(Time),
    };

    /// <inheritdoc/>
    protected override DateOnly? DayFrom(DateOnly day)
    {
        // .NET counts 0 = Sunday.
        while (!Has(((int)day.DayOfWeek + 6) % 7))
        {
            if (day == DateOnly.MaxValue)
                return null;
            day = day.AddDays(1);
        }

        return day;
    }

    private bool Has(int day) => (_days & (1 << day)) != 0;
}
