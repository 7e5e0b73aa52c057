using System.Text.Json.Nodes;
using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Server.Api.Tasks;

/// <summary>A task as it is shown.</summary>
internal sealed record TaskView
{
    /// <summary>Its identity; one that begins with workflow: is a trigger inside a published workflow.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string TaskName { get; init; }

    /// <summary>What it is for.</summary>
    public required string Description { get; init; }

    /// <summary>Where it comes from, and is to be changed.</summary>
    public required TaskOrigin Origin { get; init; }

    /// <summary>Whether its schedule counts.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Where it stands.</summary>
    public required ScheduledTaskStatus Status { get; init; }

    /// <summary>once, interval, daily, weekly, monthly, yearly or cron; null: it runs after what it depends on, or by hand.</summary>
    public required string? ScheduleType { get; init; }

    /// <summary>When exactly, by type.</summary>
    public required JsonObject? ScheduleConfig { get; init; }

    /// <summary>The zone of its clock.</summary>
    public required string? TimeZone { get; init; }

    /// <summary>What it does.</summary>
    public required ActionType ActionType { get; init; }

    /// <summary>The workflow definition that it runs.</summary>
    public required string? Procedure { get; init; }

    /// <summary>The input of that.</summary>
    public required JsonObject ActionConfig { get; init; }

    /// <summary>Which goes first.</summary>
    public required TaskPriority Priority { get; init; }

    /// <summary>Further attempts after a failure.</summary>
    public required int RetryCount { get; init; }

    /// <summary>Seconds before each of them.</summary>
    public required IReadOnlyList<long> RetryInterval { get; init; }

    /// <summary>Seconds after which somebody is told.</summary>
    public required long? MonitorTimeout { get; init; }

    /// <summary>Seconds after which a run is cancelled.</summary>
    public required long? RunTimeout { get; init; }

    /// <summary>What happens to planned times that passed while nothing was up.</summary>
    public required MissedRule OnMissed { get; init; }

    /// <summary>What happens to a planned time while the task still runs.</summary>
    public required OverlapRule Overlap { get; init; }

    /// <summary>Tasks that must be done before this one runs.</summary>
    public required IReadOnlyList<DependencyBody> DependsOn { get; init; }

    /// <summary>What must hold for a run to start; null: nothing.</summary>
    public required ConditionsBody? Conditions { get; init; }

    /// <summary>The next planned time.</summary>
    public required DateTimeOffset? NextRunTime { get; init; }

    /// <summary>When its last run started.</summary>
    public required DateTimeOffset? LastRunTime { get; init; }

    /// <summary>When a run last ended well.</summary>
    public required DateTimeOffset? LastSuccessTime { get; init; }

    /// <summary>When a run last failed.</summary>
    public required DateTimeOffset? LastFailureTime { get; init; }

    /// <summary>Runs that ended as success, failed or cancelled.</summary>
    public required long TotalRuns { get; init; }

    /// <summary>Runs that ended well.</summary>
    public required long SuccessRuns { get; init; }

    /// <summary>Runs that failed.</summary>
    public required long FailureRuns { get; init; }

    /// <summary>Seconds, of the runs that started and ended.</summary>
    public required double? AverageDuration { get; init; }

    /// <summary>Counts the changes by persons; its ETag.</summary>
    public required int Version { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a person last changed it.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    public static TaskView Of(ScheduledTask task) => new()
    {
        Id = task.Id,
        TaskName = task.Draft.Name,
        Description = task.Draft.Description,
        Origin = task.Origin,
        Enabled = task.Draft.Enabled,
        Status = task.Status,
        ScheduleType = task.Draft.Schedule?.Type,
        ScheduleConfig = task.Draft.Schedule?.ToConfig(),
        TimeZone = task.Draft.TimeZone,
        ActionType = task.Draft.ActionType,
        Procedure = task.Draft.Procedure,
        ActionConfig = task.Draft.ActionConfig,
        Priority = task.Draft.Priority,
        RetryCount = task.Draft.Retries.Count,
        RetryInterval = [.. task.Draft.Retries.Select(wait => (long)wait.TotalSeconds)],
        MonitorTimeout = (long?)task.Draft.MonitorTimeout?.TotalSeconds,
        RunTimeout = (long?)task.Draft.RunTimeout?.TotalSeconds,
        OnMissed = task.Draft.OnMissed,
        Overlap = task.Draft.Overlap,
        DependsOn = [.. task.Draft.DependsOn.Select(x => new DependencyBody { TaskId = x.TaskId, OnEnd = x.OnEnd })],
        Conditions = ConditionsBody.Of(task.Draft.Conditions),
        NextRunTime = task.NextRunTime,
        LastRunTime = task.LastRunTime,
        LastSuccessTime = task.LastSuccessTime,
        LastFailureTime = task.LastFailureTime,
        TotalRuns = task.TotalRuns,
        SuccessRuns = task.SuccessRuns,
        FailureRuns = task.FailureRuns,
        AverageDuration = task.AverageDuration is { } average ? Math.Round(average.TotalSeconds, 3) : null,
        Version = task.Version,
        CreatedAt = task.CreatedAt,
        UpdatedAt = task.UpdatedAt,
    };
}

/// <summary>A page of tasks.</summary>
/// <param name="Tasks">The page.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Page">Which page, from 1.</param>
/// <param name="PageSize">How many fit on one.</param>
internal sealed record TaskPage(IReadOnlyList<TaskView> Tasks, long Total, int Page, int PageSize);
