using Elsa.Scheduling.Services;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Scheduling.Schedules;

/// <summary>At a point in time and then at an interval. Times that passed unused are left out; the beat is kept.</summary>
public class RecurringSchedule : ISchedule
{
    /// <summary>Creates the schedule.</summary>
    public RecurringSchedule(DateTimeOffset startAt, TimeSpan interval)
    {
        StartAt = startAt;
        Interval = interval;
    }

    /// <summary>The first time.</summary>
    public DateTimeOffset StartAt { get; init; }

    /// <summary>The time from one to the next.</summary>
    public TimeSpan Interval { get; init; }

    /// <inheritdoc />
    public IScheduledTask Schedule(ScheduleContext context)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Interval, TimeSpan.Zero);
        var time = context.ServiceProvider.GetRequiredService<TimeProvider>();
        return new ScheduledTask(context, _ => Beat.NextAfter(StartAt, Interval, time.GetUtcNow()));
    }
}
