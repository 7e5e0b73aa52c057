namespace TapeFlows.Scheduling.Tasks;

/// <summary>Which run goes first where several wait (<c>priority</c>); of equal ones the one that waits longer.</summary>
public enum TaskPriority
{
    /// <summary>After all others; an urgent one may interrupt it at its next committed segment.</summary>
    Low = 0,

    /// <summary>The usual.</summary>
    Normal = 1,

    /// <summary>Before the usual.</summary>
    High = 2,

    /// <summary>Before all others; may interrupt a low one.</summary>
    Urgent = 3,
}
