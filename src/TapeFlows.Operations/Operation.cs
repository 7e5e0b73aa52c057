using System.Text.Json;
using TapeFlows.Backup.Streaming;
using TapeFlows.Operations.Mounts;

namespace TapeFlows.Operations;

/// <summary>One durable piece of tape work, as it stands.</summary>
public sealed record Operation
{
    /// <summary>Its identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>See <see cref="OperationRequest.Key"/>.</summary>
    public required string Key { get; init; }

    /// <summary>What it does.</summary>
    public required OperationKind Kind { get; init; }

    /// <summary>How far it is.</summary>
    public required OperationState State { get; init; }

    /// <summary>See <see cref="OperationRequest.Run"/>.</summary>
    public required string Run { get; init; }

    /// <summary>The span that the first operation of its run was asked for in, as the <c>traceparent</c> of W3C Trace Context; <see langword="null"/>: in none that anybody records.</summary>
    public string? Trace { get; init; }

    /// <summary>See <see cref="OperationRequest.Waiter"/>.</summary>
    public string? Waiter { get; init; }

    /// <summary>What exactly is to be done, JSON that the executor of the kind reads.</summary>
    public required string Request { get; init; }

    /// <summary>What a later attempt has to know of earlier ones, JSON of the executor; for a write the set that it has begun.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>See <see cref="OperationRequest.Drive"/>.</summary>
    public string? Drive { get; init; }

    /// <summary>See <see cref="OperationRequest.Priority"/>.</summary>
    public int Priority { get; init; }

    /// <summary>When it comes to its turn again, after it gave it back because somebody else had what it needs; <see langword="null"/>: it did not. Sooner when something becomes free.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>How often it gave its turn back.</summary>
    public int Postponed { get; init; }

    /// <summary>The volume that it waits for until a person has brought it; <see langword="null"/>: it waits for none.</summary>
    public VolumeWait? WaitsFor { get; init; }

    /// <summary>The node that works on it, or did last; before its first attempt the one that had the volumes of its run last.</summary>
    public string? Node { get; init; }

    /// <summary>The fencing number of the attempt that may change it: higher with each attempt. 0 before the first.</summary>
    public long Fence { get; init; }

    /// <summary>What somebody wants of the node that works on it.</summary>
    public OperationWish Wish { get; init; }

    /// <summary>Attempts so far; see <see cref="IOperations.ListAttemptsAsync"/>.</summary>
    public int Attempts { get; init; }

    /// <summary>Where it stood when it was last told, at most twice a second.</summary>
    public ProgressReport? Progress { get; init; }

    /// <summary>How it ended, in a word that procedures know: <c>Done</c>, <c>Damaged</c>, <c>NeedsOperator</c>, <c>Failed</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>Why it is not done, or what is damaged: what happened, to what, what was kept, what to do. While it waits: what for.</summary>
    public string? Problem { get; init; }

    /// <summary>What it found or did, JSON of the executor.</summary>
    public string? Result { get; init; }

    /// <summary>What it found or did, as its executor knows it; <see langword="null"/>: nothing.</summary>
    public T? ResultAs<T>()
        where T : class => Result is null ? null : JsonSerializer.Deserialize<T>(Result, OperationJson.Options);

    /// <summary>When it was enqueued.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its first attempt began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it came to its end.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When whoever waits for it has heard of its end; nobody waits: its end.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }
}

/// <summary>What somebody wants of a running operation. The values are stored; they never change.</summary>
public enum OperationWish
{
    /// <summary>Nothing but its end.</summary>
    None = 0,

    /// <summary>That it stops where it can go on from.</summary>
    Pause = 1,

    /// <summary>That it ends.</summary>
    Cancel = 2,
}

/// <summary>One attempt at an operation.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Node">Who tried.</param>
/// <param name="Fence">Its fencing number.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended; <see langword="null"/>: it has not, or its node died.</param>
/// <param name="Problem">Why it was not the last one.</param>
public sealed record OperationAttempt(int Number, string Node, long Fence, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? Problem);
