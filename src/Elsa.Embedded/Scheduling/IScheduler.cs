namespace Elsa.Scheduling;

/// <summary>Does tasks when their time has come.</summary>
public interface IScheduler
{
    /// <summary>Schedules a task; one that was scheduled under the same name before is cancelled.</summary>
    ValueTask ScheduleAsync(string name, ITask task, ISchedule schedule, CancellationToken cancellationToken = default);

    /// <summary>Schedules a task; one that was scheduled under the same name before is cancelled.</summary>
    /// <param name="name">The name.</param>
    /// <param name="task">The task.</param>
    /// <param name="schedule">When it is done.</param>
    /// <param name="keys">What the task is about, so that it can be cancelled together with others.</param>
    /// <param name="cancellationToken">Cancels the call, not the task.</param>
    ValueTask ScheduleAsync(string name, ITask task, ISchedule schedule, IEnumerable<string>? keys = null, CancellationToken cancellationToken = default);

    /// <summary>Cancels what is scheduled under a name.</summary>
    ValueTask ClearScheduleAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Cancels everything that has one of the keys.</summary>
    ValueTask ClearScheduleAsync(IEnumerable<string> keys, CancellationToken cancellationToken = default);
}
