namespace TapeFlows.Scheduling.Tasks;

/// <summary>Where a task stands (<c>status</c>).</summary>
public enum ScheduledTaskStatus
{
    /// <summary>It waits for its next time.</summary>
    Active = 0,

    /// <summary>It is disabled.</summary>
    Inactive = 1,

    /// <summary>It runs.</summary>
    Running = 2,

    /// <summary>A person stopped its last run. Its schedule goes on; the next run or enabling it clears this.</summary>
    Paused = 3,

    /// <summary>Its last run failed. The next success or enabling it clears this.</summary>
    Error = 4,
}
