using System.Globalization;
using System.Text.Json;

namespace TapeFlows.Scheduling.Schedules;

/// <summary>Reads <c>schedule_type</c> and <c>schedule_config</c>, and says of each field what is wrong with it.</summary>
public static class ScheduleReader
{
    /// <summary>The seven types.</summary>
    public static readonly IReadOnlyList<string> Types = ["once", "interval", "daily", "weekly", "monthly", "yearly", "cron"];

    /// <summary>Reads a schedule.</summary>
    /// <param name="type">The value of <c>schedule_type</c>.</param>
    /// <param name="config">The value of <c>schedule_config</c>.</param>
    /// <param name="errors">Gets what is wrong, by field.</param>
    /// <returns>The schedule; <see langword="null"/> when something is wrong.</returns>
    public static Schedule? Read(string? type, JsonElement config, List<FieldError> errors)
    {
        if (type is null || !Types.Contains(type))
        {
            errors.Add(new FieldError("schedule_type", $"{(type is null ? "It is missing." : $"'{type}' is no type of schedule.")} Write one of {string.Join(", ", Types)}."));
            return null;
        }

        var before = errors.Count;
        var fields = new ConfigFields(config, errors);
        if (errors.Count > before)
            return null;
        var schedule = Read(type, fields);
        fields.RefuseRest(type);
        return errors.Count == before ? schedule : null;
    }

    /// <summary>Reads a schedule that was checked before.</summary>
    /// <param name="type">The value of <c>schedule_type</c>.</param>
    /// <param name="config">The value of <c>schedule_config</c>, as JSON text.</param>
    /// <exception cref="FormatException">Something is wrong with it after all.</exception>
    public static Schedule Read(string type, string config)
    {
        var errors = new List<FieldError>();
        using var json = JsonDocument.Parse(config);
        return Read(type, json.RootElement, errors) ?? throw new FormatException($"The stored schedule '{type}' {config} cannot be read: {errors[0].Field}: {errors[0].Message}");
    }

    private static Schedule? Read(string type, ConfigFields fields) => type switch
    {
        "once" => fields.DateAndTime() is { } at ? new OnceSchedule(at) : null,
        "interval" => Interval(fields),
        "daily" => fields.Time() is { } time ? new DailySchedule(time) : null,
        "weekly" => (fields.DaysOfWeek(), fields.Time()) is ({ } days, { } time) ? new WeeklySchedule(days, time) : null,
        "monthly" => (fields.DayOfMonth(), fields.Time()) is ({ } day, { } time) ? new MonthlySchedule(day, time) : null,
        "yearly" => Yearly(fields),
        _ => Cron(fields),
    };

    private static IntervalSchedule? Interval(ConfigFields fields)
    {
        if ((fields.Whole("interval", 1, int.MaxValue), fields.Unit()) is not ({ } count, { } unit))
            return null;
        // In double, because a count of days may be longer than a TimeSpan can be.
        var seconds = count * new IntervalSchedule(1, unit).Interval.TotalSeconds;
        if (seconds <= IntervalSchedule.Longest.TotalSeconds)
            return new IntervalSchedule(count, unit);
        fields.Fail("interval", string.Create(CultureInfo.InvariantCulture, $"{count} {unit.ToString().ToLowerInvariant()} is too long: {IntervalSchedule.Longest.TotalDays} days at most."));
        return null;
    }

    private static YearlySchedule? Yearly(ConfigFields fields)
    {
        if ((fields.Whole("month", 1, 12), fields.Whole("day", 1, 31), fields.Time()) is not ({ } month, { } day, { } time))
            return null;
        // A leap year: 29 February is fine, 31 April is never.
        if (day <= DateTime.DaysInMonth(2000, month))
            return new YearlySchedule(month, day, time);
        fields.Fail("day", string.Create(CultureInfo.InvariantCulture, $"Month {month} never has a day {day}. Write {DateTime.DaysInMonth(2000, month)} for its last one."));
        return null;
    }

    private static CronSchedule? Cron(ConfigFields fields)
    {
        if (fields.String("cron", "\"0 2 * * *\"") is not { } text)
            return null;
        try
        {
            return new CronSchedule(text);
        }
        catch (FormatException error)
        {
            fields.Fail("cron", error.Message);
            return null;
        }
    }
}
