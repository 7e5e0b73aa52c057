using System.Text.Json.Nodes;
using Elsa.Scheduling.Services;
using Quartz;

namespace TapeFlows.Scheduling.Schedules;

/// <summary>A crontab expression: <c>{"cron":"0 2,14 * * *"}</c>; a sixth field in front counts seconds, <c>@daily</c> and its like work.</summary>
/// <remarks>
/// 0 and 7 are Sunday; where day and weekday are both given, either one will do (crontab(5)). A fixed time that the clocks skip is due when they go on, one that comes twice the first time only;
/// an expression with steps or ranges of hours, minutes or seconds goes through both.
/// </remarks>
public sealed record CronSchedule : Schedule
{
    private readonly CronExpression _expression;
    private readonly bool _isFixed;

    /// <summary>A schedule by a cron expression.</summary>
    /// <param name="cron">The expression.</param>
    /// <exception cref="FormatException">It is none; the message says which part.</exception>
    public CronSchedule(string cron)
    {
        Cron = string.Join(' ', cron.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (Cron.Contains("TZ=", StringComparison.OrdinalIgnoreCase))
            throw new FormatException($"'{Cron}' names a time zone. Leave it out here and give the task that time zone.");
        _expression = CronText.Parse(Cron, TimeZoneInfo.Utc);
        _isFixed = _expression.CronExpressionString.Split(' ').Take(3).All(field => field.All(letter => char.IsAsciiDigit(letter) || letter == ','));
    }

    /// <summary>The expression.</summary>
    public string Cron { get; }

    /// <inheritdoc/>
    public override string Type => "cron";

    /// <inheritdoc/>
    public override JsonObject ToConfig() => new() { ["cron"] = Cron };

    /// <inheritdoc/>
    public override DateTimeOffset? NextAfter(DateTimeOffset after, TimeZoneInfo zone) =>
        _isFixed ? NextFixedAfter(after, zone) : _expression.WithTimeZone(zone).GetNextValidTimeAfter(after)?.ToUniversalTime();

    // Times of day go by the one rule that all schedules have for clocks that change. Quartz's own rule is the same, but for changes that are
    // no daylight saving (Lord Howe Island, March 1981) it gives one time over and over.
    private DateTimeOffset? NextFixedAfter(DateTimeOffset after, TimeZoneInfo zone)
    {
        var shown = new DateTimeOffset(TimeZoneInfo.ConvertTime(after, zone).DateTime, TimeSpan.Zero);
        for (var next = _expression.GetNextValidTimeAfter(shown); next is { } local; next = _expression.GetNextValidTimeAfter(local))
        {
            var planned = WallClock.Resolve(local.UtcDateTime, zone);
            if (planned > after)
                return planned;
        }

        return null;
    }

    /// <inheritdoc/>
    public bool Equals(CronSchedule? other) => other is not null && other.Cron == Cron;

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Cron);
}
