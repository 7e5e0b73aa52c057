namespace TapeFlows.Scheduling.Tasks;

/// <summary>A task: a named schedule bound to a procedure and its input, and what became of it so far.</summary>
public sealed record ScheduledTask
{
    /// <summary>The most missed planned times that <see cref="MissedRule.RunAll"/> makes up for.</summary>
    public const int MaxMadeUpFor = 100;

    /// <summary>The most planned times of one task that wait under <see cref="OverlapRule.Queue"/>; what comes on top is skipped.</summary>
    public const int MaxQueued = 100;

    /// <summary>The waits before further attempts, unless the task says others: 60, 300 and 900 seconds.</summary>
    public static readonly IReadOnlyList<TimeSpan> DefaultRetries = [TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(900)];

    /// <summary><c>id</c>: what other tasks, runs and callers know it by; never changes, unlike its name.</summary>
    public required string Id { get; init; }

    /// <summary>What a person said: names, schedule, procedure, rules. Its time zone and procedure are filled in.</summary>
    public required TaskDraft Draft { get; init; }

    /// <summary><c>origin</c>: where it comes from, and so where it is changed.</summary>
    public TaskOrigin Origin { get; init; }

    /// <summary>Whether it was made by execute-now: it has no schedule, is not in lists, and goes when its last log does.</summary>
    public bool OneOff { get; init; }

    /// <summary><c>status</c>: where it stands; a stop or a failure shows until something follows.</summary>
    public ScheduledTaskStatus Status { get; init; }

    /// <summary>Counts the changes by persons: the ETag of the task.</summary>
    public int Version { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a person last changed it.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary><c>next_run_time</c>: the next planned time.</summary>
    public DateTimeOffset? NextRunTime { get; init; }

    /// <summary><c>last_run_time</c>: when its last run started.</summary>
    public DateTimeOffset? LastRunTime { get; init; }

    /// <summary><c>last_success_time</c>: when a run last ended well.</summary>
    public DateTimeOffset? LastSuccessTime { get; init; }

    /// <summary><c>last_failure_time</c>: when a run last failed.</summary>
    public DateTimeOffset? LastFailureTime { get; init; }

    /// <summary><c>total_runs</c>: runs that ended as success, failed or cancelled. Skipped ones are none.</summary>
    public long TotalRuns { get; init; }

    /// <summary><c>success_runs</c>: those of <see cref="TotalRuns"/> that ended well.</summary>
    public long SuccessRuns { get; init; }

    /// <summary><c>failure_runs</c>: those of <see cref="TotalRuns"/> that failed, each attempt by itself.</summary>
    public long FailureRuns { get; init; }

    /// <summary><c>average_duration</c> of the runs that started and ended; <see langword="null"/> before the first.</summary>
    public TimeSpan? AverageDuration { get; init; }
}
