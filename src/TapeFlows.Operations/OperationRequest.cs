namespace TapeFlows.Operations;

/// <summary>What is enqueued.</summary>
public sealed record OperationRequest
{
    /// <summary>
    /// Says that two requests are the same one, for example <c>workflow instance/activity instance/attempt</c>: the second is not enqueued again. At most 1000 characters.
    /// </summary>
    public required string Key { get; init; }

    /// <summary>What it does.</summary>
    public required OperationKind Kind { get; init; }

    /// <summary>The run that it is part of: operations of one run find the volumes that an earlier one has mounted. At most 200 characters.</summary>
    public required string Run { get; init; }

    /// <summary>What exactly, JSON that the executor of the kind reads.</summary>
    public string Data { get; init; } = "{}";

    /// <summary>Whom to tell of the end, in words that the <see cref="IOperationListener"/> understands; <see langword="null"/>: nobody waits.</summary>
    public string? Waiter { get; init; }

    /// <summary>The drive that it needs; <see langword="null"/>: any of the node that takes it. One operation at a time has a drive, over all nodes.</summary>
    public string? Drive { get; init; }

    /// <summary>The highest <see cref="Priority"/>.</summary>
    public const int HighestPriority = 10;

    /// <summary>1 to <see cref="HighestPriority"/>: of several that wait the highest goes first, and of equal ones the oldest. Default: 5.</summary>
    public int Priority { get; init; } = 5;

    /// <summary>The node that had the volumes of the run last: it is preferred as long as it lives.</summary>
    public string? PreferredNode { get; init; }
}

/// <summary>Which operations to list.</summary>
public sealed record OperationQuery
{
    /// <summary>Only of this run.</summary>
    public string? Run { get; init; }

    /// <summary>Only in one of these states.</summary>
    public IReadOnlyList<OperationState>? States { get; init; }

    /// <summary>How many to pass over, for paging.</summary>
    public int Skip { get; init; }

    /// <summary>Page length, 1 to 1000.</summary>
    public int Take { get; init; } = 100;
}
