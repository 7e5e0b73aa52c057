using System.Text.Json.Nodes;
using TapeFlows.Scheduling.Schedules;

namespace TapeFlows.Scheduling.Tasks;

/// <summary>All of a task that a person or a program may say. Defaults are those of a task that says nothing.</summary>
public sealed record TaskDraft
{
    /// <summary><c>task_name</c>: unique, 1 to 200 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary><c>description</c>: up to 4000 characters.</summary>
    public string Description { get; init; } = "";

    /// <summary><c>enabled</c>: whether its schedule and what it depends on start it. By hand it can be started either way.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary><c>schedule_type</c> and <c>schedule_config</c>; <see langword="null"/>: it runs after what it depends on, or by hand.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary><c>time_zone</c>, as <c>Europe/Berlin</c>; <see langword="null"/>: the server's.</summary>
    public string? TimeZone { get; init; }

    /// <summary><c>action_type</c>: what it is for; names the procedure where none is given.</summary>
    public ActionType ActionType { get; init; }

    /// <summary><c>procedure</c>: a workflow definition, or one pinned version of it as <c>full-backup@3</c>; <see langword="null"/>: the one of the action type.</summary>
    public string? Procedure { get; init; }

    /// <summary><c>action_config</c>: the input of the procedure, by the names that it declares.</summary>
    public JsonObject ActionConfig { get; init; } = [];

    /// <summary><c>priority</c>: which run goes first where several wait for a place.</summary>
    public TaskPriority Priority { get; init; } = TaskPriority.Normal;

    /// <summary><c>retry_count</c> and <c>retry_interval</c>: the wait before each further attempt; empty: there is none. Default: 60, 300 and 900 seconds.</summary>
    public IReadOnlyList<TimeSpan> Retries { get; init; } = ScheduledTask.DefaultRetries;

    /// <summary><c>monitor_timeout</c>: how long a run may take before somebody is told.</summary>
    public TimeSpan? MonitorTimeout { get; init; }

    /// <summary><c>run_timeout</c>: how long a run may take before it is cancelled.</summary>
    public TimeSpan? RunTimeout { get; init; }

    /// <summary><c>on_missed</c>: what becomes of planned times at which no server ran.</summary>
    public MissedRule OnMissed { get; init; }

    /// <summary><c>overlap</c>: what becomes of a planned time at which the task still runs.</summary>
    public OverlapRule Overlap { get; init; }

    /// <summary><c>depends_on</c>: it runs when all of these have been done since its last run.</summary>
    public IReadOnlyList<TaskDependency> DependsOn { get; init; } = [];

    /// <summary><c>conditions</c>; <see langword="null"/>: none, not even the usual one about load.</summary>
    public TaskConditions? Conditions { get; init; } = new();
}
