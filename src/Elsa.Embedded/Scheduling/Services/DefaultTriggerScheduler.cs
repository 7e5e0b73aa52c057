using Elsa.Common;
using Elsa.Expressions.Exceptions;
using Elsa.Expressions.Helpers;
using Elsa.Scheduling.Bookmarks;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Entities;
using Microsoft.Extensions.Logging;

namespace Elsa.Scheduling.Services;

/// <summary>Schedules the starts of workflows under the ids of their triggers. A trigger that cannot be scheduled is reported and does not hold up the others.</summary>
public class DefaultTriggerScheduler : ITriggerScheduler
{
    private readonly IWorkflowScheduler _workflowScheduler;
    private readonly ISystemClock _systemClock;
    private readonly ILogger<DefaultTriggerScheduler> _logger;

    /// <summary>Creates the scheduler.</summary>
    public DefaultTriggerScheduler(IWorkflowScheduler workflowScheduler, ISystemClock systemClock, ILogger<DefaultTriggerScheduler> logger)
    {
        _workflowScheduler = workflowScheduler;
        _systemClock = systemClock;
        _logger = logger;
    }

    /// <inheritdoc />
    public async Task ScheduleAsync(IEnumerable<StoredTrigger> triggers, CancellationToken cancellationToken = default)
    {
        foreach (var trigger in triggers.Where(WaitsForTime))
        {
            try
            {
                await ScheduleAsync(trigger, cancellationToken);
            }
            catch (Exception e) when (e is FormatException or ArgumentException or TypeConversionException)
            {
                _logger.LogError(e, "The trigger {Activity} of the workflow {Workflow} is not scheduled: {Reason}", trigger.ActivityId, trigger.WorkflowDefinitionId, e.Message);
            }
        }
    }

    /// <inheritdoc />
    public async Task UnscheduleAsync(IEnumerable<StoredTrigger> triggers, CancellationToken cancellationToken = default)
    {
        foreach (var trigger in triggers.Where(WaitsForTime))
            await _workflowScheduler.UnscheduleAsync(trigger.Id, cancellationToken);
    }

    private static bool WaitsForTime(StoredTrigger trigger) => SchedulingStimulusNames.Triggers.Contains(trigger.Name);

    private ValueTask ScheduleAsync(StoredTrigger trigger, CancellationToken cancellationToken)
    {
        var request = new ScheduleNewWorkflowInstanceRequest
        {
            WorkflowDefinitionHandle = WorkflowDefinitionHandle.ByDefinitionVersionId(trigger.WorkflowDefinitionVersionId),
            TriggerActivityId = trigger.ActivityId,
        };
        switch (trigger.Name)
        {
            case SchedulingStimulusNames.Timer:
                var timer = trigger.Payload.ConvertTo<TimerTriggerPayload>()!;
                return _workflowScheduler.ScheduleRecurringAsync(trigger.Id, request, timer.StartAt, timer.Interval, cancellationToken);
            case SchedulingStimulusNames.Cron:
                return _workflowScheduler.ScheduleCronAsync(trigger.Id, request, trigger.Payload.ConvertTo<CronTriggerPayload>()!.CronExpression, cancellationToken);
            default:
                return ScheduleAtAsync(trigger, request, trigger.Payload.ConvertTo<StartAtPayload>()!.ExecuteAt, cancellationToken);
        }
    }

    private ValueTask ScheduleAtAsync(StoredTrigger trigger, ScheduleNewWorkflowInstanceRequest request, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // It may have started the workflow already: a start in the past is not made up for, here or after a restart.
        if (at > _systemClock.UtcNow)
            return _workflowScheduler.ScheduleAtAsync(trigger.Id, request, at, cancellationToken);
        _logger.LogInformation("The trigger {Activity} of the workflow {Workflow} is not scheduled: its time {At:O} has passed", trigger.ActivityId, trigger.WorkflowDefinitionId, at);
        return ValueTask.CompletedTask;
    }
}
