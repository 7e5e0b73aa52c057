using Elsa.Scheduling.Schedules;
using Elsa.Scheduling.Tasks;

namespace Elsa.Scheduling.Services;

/// <summary>Starts and resumes workflows by the scheduler of this process.</summary>
public class DefaultWorkflowScheduler : IWorkflowScheduler
{
    private readonly IScheduler _scheduler;

    /// <summary>Creates the scheduler.</summary>
    public DefaultWorkflowScheduler(IScheduler scheduler) => _scheduler = scheduler;

    /// <inheritdoc />
    public ValueTask ScheduleAtAsync(string taskName, ScheduleNewWorkflowInstanceRequest request, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        _scheduler.ScheduleAsync(taskName, new RunWorkflowTask(request), new SpecificInstantSchedule(at), KeysOf(request), cancellationToken);

    /// <inheritdoc />
    public ValueTask ScheduleAtAsync(string taskName, ScheduleExistingWorkflowInstanceRequest request, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        _scheduler.ScheduleAsync(taskName, new ResumeWorkflowTask(request), new SpecificInstantSchedule(at), KeysOf(request), cancellationToken);

    /// <inheritdoc />
    public ValueTask ScheduleRecurringAsync(string taskName, ScheduleNewWorkflowInstanceRequest request, DateTimeOffset startAt, TimeSpan interval, CancellationToken cancellationToken = default) =>
        _scheduler.ScheduleAsync(taskName, new RunWorkflowTask(request), new RecurringSchedule(startAt, interval), KeysOf(request), cancellationToken);

    /// <inheritdoc />
    public ValueTask ScheduleRecurringAsync(string taskName, ScheduleExistingWorkflowInstanceRequest request, DateTimeOffset startAt, TimeSpan interval, CancellationToken cancellationToken = default) =>
        _scheduler.ScheduleAsync(taskName, new ResumeWorkflowTask(request), new RecurringSchedule(startAt, interval), KeysOf(request), cancellationToken);

    /// <inheritdoc />
    public ValueTask ScheduleCronAsync(string taskName, ScheduleNewWorkflowInstanceRequest request, string cronExpression, CancellationToken cancellationToken = default) =>
        _scheduler.ScheduleAsync(taskName, new RunWorkflowTask(request), new CronSchedule(cronExpression), KeysOf(request), cancellationToken);

    /// <inheritdoc />
    public ValueTask ScheduleCronAsync(string taskName, ScheduleExistingWorkflowInstanceRequest request, string cronExpression, CancellationToken cancellationToken = default) =>
        _scheduler.ScheduleAsync(taskName, new ResumeWorkflowTask(request), new CronSchedule(cronExpression), KeysOf(request), cancellationToken);

    /// <inheritdoc />
    public ValueTask UnscheduleAsync(string taskName, CancellationToken cancellationToken = default) => _scheduler.ClearScheduleAsync(taskName, cancellationToken);

    private static IEnumerable<string>? KeysOf(ScheduleNewWorkflowInstanceRequest request) =>
        (request.WorkflowDefinitionHandle.DefinitionId ?? request.WorkflowDefinitionHandle.DefinitionVersionId) is { } id ? [id] : null;

    private static IEnumerable<string> KeysOf(ScheduleExistingWorkflowInstanceRequest request) => [request.WorkflowInstanceId];
}
