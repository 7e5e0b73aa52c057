namespace TapeFlows.Scheduling.Runs;

/// <summary>One run of a task, or one attempt at it: a line of the log. At most one for each planned time of a task.</summary>
public sealed record Run
{
    /// <summary><c>execution_id</c>.</summary>
    public required Guid ExecutionId { get; init; }

    /// <summary>The task.</summary>
    public required string TaskId { get; init; }

    /// <summary>The name that the task had.</summary>
    public required string TaskName { get; init; }

    /// <summary><c>execute_index</c>: the nth line of the task's log, from 1.</summary>
    public long ExecuteIndex { get; init; }

    /// <summary><c>planned_at</c>, in whole seconds for planned times of a schedule.</summary>
    public DateTimeOffset PlannedAt { get; init; }

    /// <summary><c>started_at</c>; <see langword="null"/> until it started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary><c>completed_at</c>; <see langword="null"/> until it ended.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary><c>duration</c>; <see langword="null"/> until it ended, and where it never started.</summary>
    public TimeSpan? Duration => CompletedAt - StartedAt;

    /// <summary><c>status</c>.</summary>
    public RunStatus Status { get; init; }

    /// <summary><c>error_message</c>: why it failed, was skipped, is postponed or waits.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary><c>result</c>: what the procedure gave, as a JSON object.</summary>
    public string? Result { get; init; }

    /// <summary><c>trigger</c>.</summary>
    public RunTrigger Trigger { get; init; }

    /// <summary><c>attempt</c>: 1, or more for retries.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary><c>node</c>: where it was started last.</summary>
    public string? Node { get; init; }

    /// <summary><c>workflow_instance_id</c>; <see langword="null"/> until it started.</summary>
    public string? WorkflowInstanceId { get; init; }

    /// <summary><c>procedure</c>: the workflow definition; <see langword="null"/> until it started.</summary>
    public string? Procedure { get; init; }

    /// <summary><c>procedure_version</c>; <see langword="null"/> until it started.</summary>
    public int? ProcedureVersion { get; init; }

    /// <summary>The priority, which may be changed while it waits.</summary>
    public Tasks.TaskPriority Priority { get; init; }

    /// <summary>Whether it was started, interrupted by an urgent run or by the stop of its host, and waits to go on.</summary>
    public bool Interrupted { get; init; }
}
