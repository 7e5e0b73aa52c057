using Elsa.Scheduling.Services;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Scheduling.Schedules;

/// <summary>Once, at a point in time; soon, if that has passed.</summary>
public class SpecificInstantSchedule : ISchedule
{
    /// <summary>Creates the schedule.</summary>
    public SpecificInstantSchedule(DateTimeOffset startAt) => StartAt = startAt;

    /// <summary>The point in time.</summary>
    public DateTimeOffset StartAt { get; init; }

    /// <inheritdoc />
    public IScheduledTask Schedule(ScheduleContext context)
    {
        var now = context.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        var due = StartAt > now ? StartAt : now + context.ServiceProvider.GetRequiredService<PastDueScheduleStaggerer>().GetDelay(StartAt - now);
        return new ScheduledTask(context, previous => previous is null ? due : null);
    }
}
