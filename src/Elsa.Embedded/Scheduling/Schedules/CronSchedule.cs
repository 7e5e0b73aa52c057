using Elsa.Scheduling.Services;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Scheduling.Schedules;

/// <summary>Whenever a cron expression is due.</summary>
public class CronSchedule : ISchedule
{
    /// <summary>Creates the schedule.</summary>
    public CronSchedule(string cronExpression) => CronExpression = cronExpression;

    /// <summary>The expression.</summary>
    public string CronExpression { get; init; }

    /// <inheritdoc />
    public IScheduledTask Schedule(ScheduleContext context)
    {
        var parser = context.ServiceProvider.GetRequiredService<ICronParser>();
        return new ScheduledTask(context, _ => parser.GetNextOccurrence(CronExpression));
    }
}
