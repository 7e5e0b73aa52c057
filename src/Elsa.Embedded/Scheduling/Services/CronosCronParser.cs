using Elsa.Common;

namespace Elsa.Scheduling.Services;

/// <summary>
/// Reads cron expressions of five, six and seven fields in UTC, unless the expression names a time zone: <c>CRON_TZ=Europe/Berlin 30 2 * * *</c>.
/// </summary>
public class CronosCronParser : ICronParser
{
    private readonly ISystemClock _systemClock;

    /// <summary>Creates the parser.</summary>
    public CronosCronParser(ISystemClock systemClock) => _systemClock = systemClock;

    /// <inheritdoc />
    public DateTimeOffset GetNextOccurrence(string expression) =>
        CronText.Parse(expression, TimeZoneInfo.Utc).GetNextValidTimeAfter(_systemClock.UtcNow)?.ToUniversalTime()
        ?? throw new FormatException($"The cron expression '{expression}' is never due again.");
}
