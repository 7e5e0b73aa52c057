namespace Elsa.Scheduling;

/// <summary>Starts and resumes workflows when their time has come. What is scheduled under a name takes the place of what was.</summary>
public interface IWorkflowScheduler
{
    /// <summary>Starts a workflow once, at a point in time.</summary>
    ValueTask ScheduleAtAsync(string taskName, ScheduleNewWorkflowInstanceRequest request, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Resumes an instance once, at a point in time.</summary>
    ValueTask ScheduleAtAsync(string taskName, ScheduleExistingWorkflowInstanceRequest request, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Starts a workflow again and again.</summary>
    ValueTask ScheduleRecurringAsync(string taskName, ScheduleNewWorkflowInstanceRequest request, DateTimeOffset startAt, TimeSpan interval, CancellationToken cancellationToken = default);

    /// <summary>Resumes an instance again and again.</summary>
    ValueTask ScheduleRecurringAsync(string taskName, ScheduleExistingWorkflowInstanceRequest request, DateTimeOffset startAt, TimeSpan interval, CancellationToken cancellationToken = default);

    /// <summary>Starts a workflow whenever a cron expression is due.</summary>
    /// <exception cref="FormatException">The text is no cron expression.</exception>
    ValueTask ScheduleCronAsync(string taskName, ScheduleNewWorkflowInstanceRequest request, string cronExpression, CancellationToken cancellationToken = default);

    /// <summary>Resumes an instance whenever a cron expression is due.</summary>
    /// <exception cref="FormatException">The text is no cron expression.</exception>
    ValueTask ScheduleCronAsync(string taskName, ScheduleExistingWorkflowInstanceRequest request, string cronExpression, CancellationToken cancellationToken = default);

    /// <summary>Forgets what is scheduled under a name.</summary>
    ValueTask UnscheduleAsync(string taskName, CancellationToken cancellationToken = default);
}
