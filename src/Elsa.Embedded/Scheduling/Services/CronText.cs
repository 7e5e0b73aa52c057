using System.Globalization;
using Quartz;

namespace Elsa.Scheduling.Services;

/// <summary>
/// Reads a cron expression as its author meant it. Five fields are a crontab's. Six fields are seconds before a crontab's, the way Elsa counts. Seven fields, or a '?', are Quartz's own.
/// '@daily' and the other names of Vixie cron work, and <c>CRON_TZ=Europe/Berlin</c> in front names the time zone.
/// </summary>
/// <remarks>
/// What a day is called is all that differs: a crontab counts 0 (and 7) = Sunday, Quartz 1 = Sunday. Where both days are given, either one will do (crontab(5)).
/// Quartz does the rest: a time that the clocks skip is due when the gap ends, a fixed time that comes twice is due the first time only.
/// </remarks>
internal static class CronText
{
    private static readonly string[] ZonePrefixes = ["CRON_TZ=", "TZ="];

    /// <summary>Reads an expression.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="zone">The time zone of an expression that names none.</param>
    /// <exception cref="FormatException">It is none, or names a time zone that is unknown here; the message says which part.</exception>
    public static CronExpression Parse(string? text, TimeZoneInfo zone)
    {
        var fields = (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        try
        {
            if (fields.Length > 0 && ZoneOf(fields[0]) is { } named)
                (fields, zone) = (fields[1..], named);
            return Parse(fields).WithTimeZone(zone);
        }
        catch (FormatException e)
        {
            throw new FormatException($"'{text}' is not a cron expression: {e.Message}", e);
        }
    }

    private static CronExpression Parse(string[] fields) => fields.Length switch
    {
        1 when fields[0].StartsWith('@') => CronExpression.Parse(fields[0]),
        5 => CronExpression.Parse(string.Join(' ', fields), CronFormat.Unix),
        6 when !fields.Contains("?", StringComparer.Ordinal) => WithSeconds(fields[0], CronExpression.Parse(string.Join(' ', fields[1..]), CronFormat.Unix)),
        6 or 7 => CronExpression.Parse(string.Join(' ', fields)),
        _ => throw new FormatException(string.Create(
            CultureInfo.InvariantCulture,
            $"it has {fields.Length} fields; write 5 (minute, hour, day, month, weekday), 6 (a second before them), 7 (a year after them), or a name such as @daily.")),
    };

    private static CronExpression WithSeconds(string seconds, CronExpression everyMinute)
    {
        var canonical = everyMinute.CronExpressionString;
        return CronExpression.Parse(seconds + canonical[canonical.IndexOf(' ', StringComparison.Ordinal)..]);
    }

    private static TimeZoneInfo? ZoneOf(string field)
    {
        var prefix = Array.Find(ZonePrefixes, x => field.StartsWith(x, StringComparison.OrdinalIgnoreCase));
        if (prefix is null)
            return null;
        var id = field[prefix.Length..];
        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : throw new FormatException($"the time zone '{id}' is not known here; name one as Europe/Berlin.");
    }
}
