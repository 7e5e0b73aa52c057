using System.Text.Json;
using TapeFlows.Scheduling.Schedules;
using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Server.Api.Tasks;

/// <summary>Reads <c>retry_count</c> and <c>retry_interval</c>, of which either may be left out: the last wait stands for all further ones.</summary>
internal static class RetryWaits
{
    /// <summary>The waits before further attempts.</summary>
    /// <param name="count">How many; <see langword="null"/>: not said.</param>
    /// <param name="interval">A number of seconds or a list of them; <see langword="null"/>: not said.</param>
    /// <param name="before">What holds otherwise.</param>
    /// <param name="errors">Gets what is wrong.</param>
    public static IReadOnlyList<TimeSpan> Read(int? count, JsonElement? interval, IReadOnlyList<TimeSpan> before, List<FieldError> errors)
    {
        if (count is null && interval is null)
            return before;
        var isList = interval is { ValueKind: JsonValueKind.Array };
        IReadOnlyList<TimeSpan> waits = interval is { } said ? Seconds(said, errors) : before;
        if (waits.Count == 0)
            waits = ScheduledTask.DefaultRetries;
        var wanted = count ?? (isList ? interval!.Value.GetArrayLength() : before.Count > 0 ? before.Count : ScheduledTask.DefaultRetries.Count);
        return [.. Enumerable.Range(0, wanted).Select(i => waits[Math.Min(i, waits.Count - 1)])];
    }

    private static IReadOnlyList<TimeSpan> Seconds(JsonElement interval, List<FieldError> errors)
    {
        var waits = new List<TimeSpan>();
        foreach (var item in interval.ValueKind == JsonValueKind.Array ? [.. interval.EnumerateArray()] : (JsonElement[])[interval])
        {
            if (item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var seconds))
                waits.Add(TimeSpan.FromSeconds(seconds));
            else
                errors.Add(new FieldError("retry_interval", $"{item.GetRawText()} is no whole number of seconds. Write one number, or a list such as [60,300,900]."));
        }

        return waits;
    }
}
