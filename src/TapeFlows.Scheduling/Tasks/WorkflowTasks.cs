using Elsa.Common.Models;
using Elsa.Scheduling.Bookmarks;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using TapeFlows.Scheduling.Schedules;
using TapeFlows.Scheduling.Workflows;
using IntervalUnit = TapeFlows.Scheduling.Schedules.IntervalUnit;

namespace TapeFlows.Scheduling.Tasks;

/// <summary>The timers and cron expressions inside published workflows, shown as tasks with the origin <c>workflow</c>. Nothing of them is stored here: the engine has them, and Quartz fires them.</summary>
internal sealed class WorkflowTasks(IServiceScopeFactory scopes, IScheduler scheduler, QuartzSchedulingOptions options)
{
    private const string Prefix = "workflow:";

    /// <summary>Whether an id is that of a trigger inside a workflow.</summary>
    public static bool Owns(string id) => id.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>All that fit a query but for its page, by name.</summary>
    public async Task<IReadOnlyList<ScheduledTask>> ListAsync(TaskQuery query, CancellationToken cancellationToken) =>
    [
        .. (await ReadAsync(new TriggerFilter(), cancellationToken))
            .Where(task => !query.EnabledOnly || task.Draft.Enabled)
            .Where(task => query.ActionType is null || task.Draft.ActionType == query.ActionType)
            .Where(task => query.Search is null || task.Draft.Name.Contains(query.Search, StringComparison.OrdinalIgnoreCase))
            .OrderBy(task => task.Draft.Name, StringComparer.Ordinal),
    ];

    /// <summary>One of them; <see langword="null"/>: the workflow is not published any more, or has no such trigger.</summary>
    public async Task<ScheduledTask?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await ReadAsync(new TriggerFilter { Id = id[Prefix.Length..] }, cancellationToken)).FirstOrDefault();

    /// <summary>Pauses or resumes the trigger in Quartz, until the workflow is published with another one.</summary>
    public async Task<ScheduledTask> EnableAsync(string id, bool enabled, CancellationToken cancellationToken)
    {
        var key = KeyOf(id);
        if (enabled)
            await scheduler.ResumeTrigger(key, cancellationToken);
        else
            await scheduler.PauseTrigger(key, cancellationToken);
        return await FindAsync(id, cancellationToken) ?? throw new TaskNotFoundException($"There is no task '{id}'.");
    }

    private static TriggerKey KeyOf(string id) => new(id[Prefix.Length..], QuartzWorkflowScheduler.Group);

    private async Task<List<ScheduledTask>> ReadAsync(TriggerFilter filter, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var triggers = (await scope.ServiceProvider.GetRequiredService<ITriggerStore>().FindManyAsync(filter, cancellationToken)).Where(trigger => ScheduleOf(trigger) is not null).ToList();
        if (triggers.Count == 0)
            return [];
        var versions = triggers.Select(trigger => trigger.WorkflowDefinitionVersionId).Distinct(StringComparer.Ordinal).ToList();
        var store = scope.ServiceProvider.GetRequiredService<IWorkflowDefinitionStore>();
        var definitions = (await store.FindManyAsync(new WorkflowDefinitionFilter { Ids = versions }, cancellationToken)).ToDictionary(definition => definition.Id, StringComparer.Ordinal);
        var scheduled = (await scheduler.QueryTriggers(new TriggerQuery { Group = GroupMatcher<TriggerKey>.GroupEquals(QuartzWorkflowScheduler.Group), Take = int.MaxValue }, cancellationToken))
            .Items.ToDictionary(header => header.Key.Name, StringComparer.Ordinal);
        return [.. triggers.Select(trigger => Task(trigger, definitions.GetValueOrDefault(trigger.WorkflowDefinitionVersionId), scheduled.GetValueOrDefault(trigger.Id)))];
    }

    private ScheduledTask Task(StoredTrigger trigger, WorkflowDefinition? definition, TriggerHeader? header)
    {
        var isPaused = header?.State == TriggerState.Paused;
        return new ScheduledTask
        {
            Id = Prefix + trigger.Id,
            Origin = TaskOrigin.Workflow,
            Status = isPaused ? ScheduledTaskStatus.Inactive : ScheduledTaskStatus.Active,
            CreatedAt = definition?.CreatedAt ?? default,
            UpdatedAt = definition?.CreatedAt ?? default,
            Version = definition?.Version ?? 0,
            NextRunTime = isPaused ? null : header?.NextFireTimeUtc,
            LastRunTime = header?.PreviousFireTimeUtc,
            Draft = new TaskDraft
            {
                Name = $"{definition?.Name ?? trigger.WorkflowDefinitionId} ({trigger.ActivityId})",
                Description = definition?.Description ?? "",
                Enabled = !isPaused,
                Schedule = ScheduleOf(trigger),
                TimeZone = options.TimeZone.Id,
                ActionType = ActionType.Custom,
                Procedure = trigger.WorkflowDefinitionId,
                Retries = [],
                Conditions = null,
            },
        };
    }

    private static Schedule? ScheduleOf(StoredTrigger trigger)
    {
        try
        {
            return trigger.Payload switch
            {
                CronTriggerPayload cron => new CronSchedule(cron.CronExpression),
                TimerTriggerPayload timer => new IntervalSchedule((int)Math.Clamp(timer.Interval.TotalSeconds, 1, int.MaxValue), IntervalUnit.Seconds),
                StartAtPayload once => new OnceSchedule(once.ExecuteAt.UtcDateTime),
                _ => null,
            };
        }
        catch (FormatException)
        {
            // With a zone of its own, or a dialect that only the engine reads: it fires there, and has no schedule that could be shown here.
            return null;
        }
    }
}
