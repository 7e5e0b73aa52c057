using System.Text.Json.Nodes;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Server.Api.Tasks;

/// <summary>A run, or one attempt at it: a line of the log.</summary>
internal sealed record RunView
{
    /// <summary>Its identity.</summary>
    public required Guid ExecutionId { get; init; }

    /// <summary>The task.</summary>
    public required string TaskId { get; init; }

    /// <summary>The name that the task had.</summary>
    public required string TaskName { get; init; }

    /// <summary>The nth line of the task's log.</summary>
    public required long ExecuteIndex { get; init; }

    /// <summary>When it was meant to start.</summary>
    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Seconds.</summary>
    public required double? Duration { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Why it failed, was skipped, is postponed or waits.</summary>
    public required string? ErrorMessage { get; init; }

    /// <summary>What the procedure gave.</summary>
    public required JsonNode? Result { get; init; }

    /// <summary>What caused it.</summary>
    public required RunTrigger Trigger { get; init; }

    /// <summary>1, or more for retries.</summary>
    public required int Attempt { get; init; }

    /// <summary>Where it was started last.</summary>
    public required string? Node { get; init; }

    /// <summary>Its workflow instance, for its journal and its operations.</summary>
    public required string? WorkflowInstanceId { get; init; }

    /// <summary>The workflow definition.</summary>
    public required string? Procedure { get; init; }

    /// <summary>Its version.</summary>
    public required int? ProcedureVersion { get; init; }

    /// <summary>Which goes first.</summary>
    public required TaskPriority Priority { get; init; }

    /// <summary>Whether it was started, interrupted by an urgent run or by the stop of its server, and waits to go on.</summary>
    public required bool Interrupted { get; init; }

    public static RunView Of(Run run) => new()
    {
        ExecutionId = run.ExecutionId,
        TaskId = run.TaskId,
        TaskName = run.TaskName,
        ExecuteIndex = run.ExecuteIndex,
        PlannedAt = run.PlannedAt,
        StartedAt = run.StartedAt,
        CompletedAt = run.CompletedAt,
        Duration = run.Duration is { } duration ? Math.Round(duration.TotalSeconds, 3) : null,
        Status = run.Status,
        ErrorMessage = run.ErrorMessage,
        Result = run.Result is null ? null : JsonNode.Parse(run.Result),
        Trigger = run.Trigger,
        Attempt = run.Attempt,
        Node = run.Node,
        WorkflowInstanceId = run.WorkflowInstanceId,
        Procedure = run.Procedure,
        ProcedureVersion = run.ProcedureVersion,
        Priority = run.Priority,
        Interrupted = run.Interrupted,
    };
}

/// <summary>A page of the log, the latest first.</summary>
/// <param name="Logs">The page.</param>
/// <param name="Total">How many lines there are; null: of all tasks together, which are not counted.</param>
/// <param name="Limit">How many at most were asked for.</param>
/// <param name="Offset">How many were left out.</param>
internal sealed record LogPage(IReadOnlyList<RunView> Logs, long? Total, int Limit, int Offset);
