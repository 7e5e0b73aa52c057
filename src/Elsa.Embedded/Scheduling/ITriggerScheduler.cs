using Elsa.Workflows.Runtime.Entities;

namespace Elsa.Scheduling;

/// <summary>Schedules the starts of workflows that wait for a time.</summary>
public interface ITriggerScheduler
{
    /// <summary>Schedules those of the triggers that wait for a time.</summary>
    Task ScheduleAsync(IEnumerable<StoredTrigger> triggers, CancellationToken cancellationToken = default);

    /// <summary>Forgets those of the triggers that wait for a time.</summary>
    Task UnscheduleAsync(IEnumerable<StoredTrigger> triggers, CancellationToken cancellationToken = default);
}
