using System.Globalization;
using System.Text.Json;

namespace TapeFlows.Scheduling.Schedules;

/// <summary>The fields of a <c>schedule_config</c>, each read with an error of its own that says what to write.</summary>
internal sealed class ConfigFields
{
    private const string Prefix = "schedule_config";
    private static readonly string[] TimeFormats = ["HH:mm:ss", "HH:mm", "H:mm:ss", "H:mm"];
    private static readonly string[] DateTimeFormats = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm"];

    private readonly List<FieldError> _errors;
    private readonly Dictionary<string, JsonElement> _left = new(StringComparer.Ordinal);

    public ConfigFields(JsonElement config, List<FieldError> errors)
    {
        _errors = errors;
        if (config.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new FieldError(Prefix, "It is missing, or is no object. Write one, for example {\"time\":\"02:00:00\"}."));
            return;
        }

        foreach (var field in config.EnumerateObject())
            _left[field.Name] = field.Value;
    }

    public static string Text(TimeOnly time) => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public TimeOnly? Time()
    {
        if (Take("time", "\"02:00:00\"") is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String && TimeOnly.TryParseExact(value.GetString(), TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;
        return Wrong<TimeOnly>("time", value, "no time of day. Write hours, minutes and seconds, for example \"02:00:00\".");
    }

    public DateTime? DateAndTime()
    {
        if (Take("datetime", "\"2026-12-25 14:30:00\"") is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String && DateTime.TryParseExact(value.GetString(), DateTimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;
        return Wrong<DateTime>("datetime", value, "no date and time. Write them without a zone (the task has one), for example \"2026-12-25 14:30:00\".");
    }

    public int? Whole(string name, int least, int most)
    {
        var range = string.Create(CultureInfo.InvariantCulture, $"{least} to {most}");
        if (Take(name, range) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most)
            return number;
        return Wrong<int>(name, value, $"no whole number from {range}.");
    }

    public int? DayOfMonth()
    {
        if (Take("day_of_month", "1 to 31, or -1 for the last day") is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var day) && day is MonthlySchedule.LastDay or (>= 1 and <= 31))
            return day;
        return Wrong<int>("day_of_month", value, "no day of a month. Write 1 to 31, or -1 for the last day.");
    }

    public IReadOnlyList<int>? DaysOfWeek()
    {
        if (Take("day_of_week", "0 (Monday) to 6 (Sunday)") is not { } value)
            return null;
        var days = new List<int>();
        foreach (var item in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToList() : [value])
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt32(out var day) || day is < 0 or > 6)
            {
                Wrong<int>("day_of_week", item, "no day of a week. Write 0 (Monday) to 6 (Sunday), or a list of them.");
                return null;
            }

            days.Add(day);
        }

        if (days.Count == 0)
            Wrong<int>("day_of_week", value, "an empty list. Write 0 (Monday) to 6 (Sunday), or a list of them.");
        return days.Count == 0 ? null : days;
    }

    public IntervalUnit? Unit()
    {
        if (Take("unit", "\"seconds\", \"minutes\", \"hours\" or \"days\"") is not { } value)
            return null;
        foreach (var unit in Enum.GetValues<IntervalUnit>())
        {
            if (value.ValueKind == JsonValueKind.String && value.GetString() == unit.ToString().ToLowerInvariant())
                return unit;
        }

        return Wrong<IntervalUnit>("unit", value, "no unit. Write \"seconds\", \"minutes\", \"hours\" or \"days\".");
    }

    public string? String(string name, string example)
    {
        if (Take(name, example) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString();
        Wrong<int>(name, value, $"no text. Write it in quotation marks, for example {example}.");
        return null;
    }

    public void Fail(string name, string message) => _errors.Add(new FieldError($"{Prefix}.{name}", message));

    /// <summary>What nobody asked for is a mistake that would otherwise go unseen.</summary>
    public void RefuseRest(string type)
    {
        foreach (var name in _left.Keys)
            Fail(name, $"A schedule of type '{type}' has no such field. Leave it out.");
    }

    private JsonElement? Take(string name, string example)
    {
        if (_left.Remove(name, out var value) && value.ValueKind != JsonValueKind.Null)
            return value;
        Fail(name, $"It is missing. Write {example}.");
        return null;
    }

    private T? Wrong<T>(string name, JsonElement value, string message) where T : struct
    {
        Fail(name, $"{value.GetRawText()} is {message}");
        return null;
    }
}
