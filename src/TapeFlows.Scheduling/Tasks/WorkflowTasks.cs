using Elsa.Extensions;
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
using TapeFlows.Scheduling.Store;
using TapeFlows.Scheduling.Workflows;
using IntervalUnit = TapeFlows.Scheduling.Schedules.IntervalUnit;

namespace TapeFlows.Scheduling.Tasks;

/// <summary>
/// The timers, cron expressions and HTTP endpoints inside published workflows, shown as tasks with the origin <c>workflow</c>. The engine has them, and Quartz
/// fires them; here is only the count of their runs.
/// </summary>
internal sealed class WorkflowTasks(IServiceScopeFactory scopes, IScheduler scheduler, TaskStore counts, QuartzSchedulingOptions options)
{
    private const string Prefix = "workflow:";
    private const string Cron = "Elsa.Cron";
    private const string Timer = "Elsa.Timer";
    private const string StartAt = "Elsa.StartAt";
    private const string HttpEndpoint = "Elsa.HttpEndpoint";

    /// <summary>Whether an id is that of a trigger inside a workflow.</summary>
    public static bool Owns(string id) => id.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The id of a trigger: the same in every version of its workflow.</summary>
    public static string IdOf(string definitionId, string activityId) => $"{Prefix}{definitionId}:{activityId}";

    /// <summary>Its name.</summary>
    public static string NameOf(string workflow, string activityId) => $"{workflow} ({activityId})";

    /// <summary>All that fit a query but for its page, by name.</summary>
    public async Task<IReadOnlyList<ScheduledTask>> ListAsync(TaskQuery query, CancellationToken cancellationToken) =>
    [
        .. (await ReadAsync(await TriggersAsync(new TriggerFilter(), cancellationToken), id: null, cancellationToken))
            .Where(task => !query.EnabledOnly || task.Draft.Enabled)
            .Where(task => query.ActionType is null || task.Draft.ActionType == query.ActionType)
            .Where(task => query.Finds(task.Draft.Name, task.Draft.Description))
            .OrderBy(task => task.Draft.Name, StringComparer.Ordinal),
    ];

    /// <summary>One of them; <see langword="null"/>: the workflow is not published any more, or has no such trigger.</summary>
    public async Task<ScheduledTask?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await ReadAsync(await TriggersAsync(FilterOf(id), cancellationToken), id, cancellationToken)).Find(task => task.Id == id);

    /// <summary>Pauses or resumes the trigger in Quartz, until the workflow is published with another one.</summary>
    /// <exception cref="TaskNotFoundException">The workflow is not published any more, or has no such trigger.</exception>
    /// <exception cref="TaskConflictException">It is an HTTP endpoint, which nobody schedules.</exception>
    public async Task<ScheduledTask> EnableAsync(string id, bool enabled, CancellationToken cancellationToken)
    {
        if ((await TriggersAsync(FilterOf(id), cancellationToken)).Find(trigger => IdOf(trigger) == id) is not { } trigger)
            throw new TaskNotFoundException($"There is no task '{id}'.");
        if (trigger.Name == HttpEndpoint)
            throw new TaskConflictException($"'{id}' is called from outside, and cannot be {(enabled ? "enabled" : "disabled")} here. Publish or retract its workflow.");
        var key = new TriggerKey(trigger.Id, QuartzWorkflowScheduler.Group);
        if (enabled)
            await scheduler.ResumeTrigger(key, cancellationToken);
        else
            await scheduler.PauseTrigger(key, cancellationToken);
        return await FindAsync(id, cancellationToken) ?? throw new TaskNotFoundException($"There is no task '{id}'.");
    }

    private static string IdOf(StoredTrigger trigger) => IdOf(trigger.WorkflowDefinitionId, trigger.ActivityId);

    // Either part of an id may have colons of its own: what is before any of them may be the definition.
    private static TriggerFilter FilterOf(string id) => new()
    {
        WorkflowDefinitionIds = [.. Enumerable.Range(Prefix.Length, id.Length - Prefix.Length).Where(at => id[at] == ':').Select(at => id[Prefix.Length..at])],
    };

    private async Task<List<StoredTrigger>> TriggersAsync(TriggerFilter filter, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var triggers = await scope.ServiceProvider.GetRequiredService<ITriggerStore>().FindManyAsync(filter, cancellationToken);
        // An endpoint has a trigger for each of its methods.
        return [.. triggers.Where(trigger => trigger.Name is HttpEndpoint or Cron or Timer or StartAt).DistinctBy(IdOf, StringComparer.Ordinal)];
    }

    // Of all triggers, or of those that may be the one with an id.
    private async Task<List<ScheduledTask>> ReadAsync(List<StoredTrigger> triggers, string? id, CancellationToken cancellationToken)
    {
        if (triggers.Count == 0)
            return [];
        await using var scope = scopes.CreateAsyncScope();
        var versions = triggers.Select(trigger => trigger.WorkflowDefinitionVersionId).Distinct(StringComparer.Ordinal).ToList();
        var store = scope.ServiceProvider.GetRequiredService<IWorkflowDefinitionStore>();
        var definitions = (await store.FindManyAsync(new WorkflowDefinitionFilter { Ids = versions }, cancellationToken)).ToDictionary(definition => definition.Id, StringComparer.Ordinal);
        var scheduled = (await scheduler.QueryTriggers(new TriggerQuery { Group = GroupMatcher<TriggerKey>.GroupEquals(QuartzWorkflowScheduler.Group), Take = int.MaxValue }, cancellationToken))
            .Items.ToDictionary(header => header.Key.Name, StringComparer.Ordinal);
        var counted = (await counts.ListTriggersAsync(id, cancellationToken)).ToDictionary(task => task.Id, StringComparer.Ordinal);
        return [.. triggers.Select(trigger => Counted(
            Task(trigger, definitions.GetValueOrDefault(trigger.WorkflowDefinitionVersionId), scheduled.GetValueOrDefault(trigger.Id)), counted.GetValueOrDefault(IdOf(trigger))))];
    }

    private static ScheduledTask Counted(ScheduledTask task, ScheduledTask? counts) => counts is null ? task : task with
    {
        Status = task.Draft.Enabled ? counts.Status : task.Status,
        LastRunTime = counts.LastRunTime ?? task.LastRunTime,
        LastSuccessTime = counts.LastSuccessTime,
        LastFailureTime = counts.LastFailureTime,
        TotalRuns = counts.TotalRuns,
        SuccessRuns = counts.SuccessRuns,
        FailureRuns = counts.FailureRuns,
        AverageDuration = counts.AverageDuration,
    };

    private ScheduledTask Task(StoredTrigger trigger, WorkflowDefinition? definition, TriggerHeader? header)
    {
        var isPaused = header?.State == TriggerState.Paused;
        return new ScheduledTask
        {
            Id = IdOf(trigger),
            Origin = TaskOrigin.Workflow,
            Status = isPaused ? ScheduledTaskStatus.Inactive : ScheduledTaskStatus.Active,
            CreatedAt = definition?.CreatedAt ?? default,
            UpdatedAt = definition?.CreatedAt ?? default,
            Version = definition?.Version ?? 0,
            NextRunTime = isPaused ? null : header?.NextFireTimeUtc,
            LastRunTime = header?.PreviousFireTimeUtc,
            Draft = new TaskDraft
            {
                Name = NameOf(definition?.Name ?? trigger.WorkflowDefinitionId, trigger.ActivityId),
                Description = definition?.Description ?? "",
                Enabled = !isPaused,
                Schedule = ScheduleOf(trigger),
                TimeZone = options.TimeZone.Id,
                ActionType = ActionTypes.Of(trigger.WorkflowDefinitionId),
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
            return trigger.Name switch
            {
                Cron when trigger.GetPayload<CronTriggerPayload>() is { } cron => new CronSchedule(cron.CronExpression),
                Timer when trigger.GetPayload<TimerTriggerPayload>() is { } timer => new IntervalSchedule((int)Math.Clamp(timer.Interval.TotalSeconds, 1, int.MaxValue), IntervalUnit.Seconds),
                StartAt when trigger.GetPayload<StartAtPayload>() is { } once => new OnceSchedule(once.ExecuteAt.UtcDateTime),
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
