using System.Text.Json.Nodes;
using TapeFlows.Operations;

namespace TapeFlows.Server.Api.Operations;

/// <summary>A piece of tape work as it is shown.</summary>
internal sealed record OperationView
{
    /// <summary>Its identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it does.</summary>
    public required OperationKind Kind { get; init; }

    /// <summary>How far it is.</summary>
    public required OperationState State { get; init; }

    /// <summary>The run that it is part of.</summary>
    public required string WorkflowInstanceId { get; init; }

    /// <summary>The volume at work.</summary>
    public required string? Volume { get; init; }

    /// <summary>The drive at work; before that the one that it asked for.</summary>
    public required string? Drive { get; init; }

    /// <summary>Entries so far.</summary>
    public required long Files { get; init; }

    /// <summary>Content bytes so far.</summary>
    public required long Bytes { get; init; }

    /// <summary>Content bytes in all, where that is known.</summary>
    public required long? TotalBytes { get; init; }

    /// <summary>Bytes a second, lately.</summary>
    public required double Rate { get; init; }

    /// <summary>Seconds that it will take.</summary>
    public required double? RemainingSeconds { get; init; }

    /// <summary>How full the buffer in front of the drive is, 0 to 1.</summary>
    public required double? Buffer { get; init; }

    /// <summary>What it is at.</summary>
    public required string? Phase { get; init; }

    /// <summary>1 to 10: the highest goes first.</summary>
    public required int Priority { get; init; }

    /// <summary>The node that works on it, or did last.</summary>
    public required string? Node { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Attempts { get; init; }

    /// <summary>What somebody wants of it that has not happened yet.</summary>
    public required OperationWish Wish { get; init; }

    /// <summary>How it ended: done, damaged, needs_operator or failed.</summary>
    public required string? Outcome { get; init; }

    /// <summary>Why it is not done, or what is damaged, and what to do.</summary>
    public required string? Problem { get; init; }

    /// <summary>What it found or did.</summary>
    public required JsonNode? Result { get; init; }

    /// <summary>When it was enqueued.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its first attempt began.</summary>
    public required DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    public static OperationView Of(Operation operation) => Of(operation, operation.Result is null ? null : JsonNode.Parse(operation.Result));

    private static OperationView Of(Operation operation, JsonNode? result) => new()
    {
        Id = operation.Id,
        Kind = operation.Kind,
        State = operation.State,
        WorkflowInstanceId = operation.Run,
        Volume = operation.Progress?.Volume ?? Text(result, "barcode"),
        Drive = operation.Progress?.Drive ?? Text(result, "drive") ?? operation.Drive,
        Files = operation.Progress?.Files ?? 0,
        Bytes = operation.Progress?.Bytes ?? 0,
        TotalBytes = operation.Progress?.TotalBytes,
        Rate = Math.Round(operation.Progress?.BytesPerSecond ?? 0),
        RemainingSeconds = operation.Progress?.Remaining is { } remaining ? Math.Round(remaining.TotalSeconds, 1) : null,
        Buffer = operation.Progress is { } progress ? Math.Round(progress.BufferFill, 3) : null,
        Phase = operation.Progress?.Phase,
        Priority = operation.Priority,
        Node = operation.Node,
        Attempts = operation.Attempts,
        Wish = operation.Wish,
        Outcome = operation.Outcome is null ? null : System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(operation.Outcome),
        Problem = operation.Problem,
        Result = result,
        CreatedAt = operation.CreatedAt,
        StartedAt = operation.StartedAt,
        EndedAt = operation.EndedAt,
    };

    // What reports nothing on its way says in the end what it worked with.
    private static string? Text(JsonNode? result, string name) => (result as JsonObject)?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

/// <summary>A page of operations, the newest first.</summary>
/// <param name="Operations">The page.</param>
/// <param name="Limit">How many at most were asked for.</param>
/// <param name="Offset">How many were left out.</param>
internal sealed record OperationPage(IReadOnlyList<OperationView> Operations, int Limit, int Offset);

/// <summary>The attempts at an operation.</summary>
/// <param name="Attempts">In order.</param>
internal sealed record AttemptList(IReadOnlyList<OperationAttempt> Attempts);
