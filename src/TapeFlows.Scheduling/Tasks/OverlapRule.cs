namespace TapeFlows.Scheduling.Tasks;

/// <summary>What happens to a planned time while the task still runs or waits to (<c>overlap</c>). The same task never runs twice at once.</summary>
public enum OverlapRule
{
    /// <summary>It is skipped. The log says so.</summary>
    Skip = 0,

    /// <summary>It waits for the end of the one before.</summary>
    Queue = 1,

    /// <summary>The one before is cancelled at a safe point, then it runs.</summary>
    CancelPrevious = 2,
}
