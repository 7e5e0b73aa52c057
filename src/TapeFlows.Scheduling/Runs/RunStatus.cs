namespace TapeFlows.Scheduling.Runs;

/// <summary>Where a run stands (<c>status</c> of the log).</summary>
public enum RunStatus
{
    /// <summary>It waits: for its turn, its time, what it depends on, or better conditions.</summary>
    Pending = 0,

    /// <summary>It was started and has not ended.</summary>
    Running = 1,

    /// <summary>It ended well.</summary>
    Success = 2,

    /// <summary>It failed.</summary>
    Failed = 3,

    /// <summary>It was stopped by a person, a timeout or its successor.</summary>
    Cancelled = 4,

    /// <summary>It never started, by a rule of its task.</summary>
    Skipped = 5,
}
