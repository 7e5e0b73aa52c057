using Elsa.Scheduling;
using Elsa.Scheduling.Services;

namespace TapeFlows.Scheduling.Workflows;

/// <summary>Reads the cron expressions of the engine the way Quartz will follow them, in the time zone of the host.</summary>
internal sealed class QuartzCronParser(TimeProvider time, QuartzSchedulingOptions options) : ICronParser
{
    public DateTimeOffset GetNextOccurrence(string expression) =>
        CronText.Parse(expression, options.TimeZone).GetNextValidTimeAfter(time.GetUtcNow())?.ToUniversalTime()
        ?? throw new FormatException($"The cron expression '{expression}' is never due again.");
}
