using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Scheduling.Runs;

/// <summary>Which lines of the log, and which page of them.</summary>
public sealed record RunQuery
{
    /// <summary>Only of this task.</summary>
    public string? TaskId { get; init; }

    /// <summary>Only of tasks of this type, as far as they are still there.</summary>
    public ActionType? ActionType { get; init; }

    /// <summary>Only in this state.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>Whether to say how many lines there are: in a long log of many tasks that takes longer than the page. Without it the total is 0.</summary>
    public bool IsCounted { get; init; } = true;

    /// <summary>How many at most: 1 to 1000.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>How many to leave out, from the latest: 0 or more.</summary>
    public int Offset { get; init; }
}
