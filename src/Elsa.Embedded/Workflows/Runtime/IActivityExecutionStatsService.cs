namespace Elsa.Workflows.Runtime;

/// <summary>What the executions of an activity of an instance add up to.</summary>
public class ActivityExecutionStats
{
    /// <summary>The activity.</summary>
    public string ActivityId { get; set; } = default!;

    /// <summary>Its path.</summary>
    public string ActivityNodeId { get; set; } = default!;

    /// <summary>How often it was started.</summary>
    public long StartedCount { get; set; }

    /// <summary>How often it was completed.</summary>
    public long CompletedCount { get; set; }

    /// <summary>How often it was started and not completed.</summary>
    public long UncompletedCount { get; set; }

    /// <summary>Whether it waits by a bookmark.</summary>
    public bool IsBlocked { get; set; }

    /// <summary>Whether an execution of its own is faulted.</summary>
    public bool IsFaulted { get; set; }

    /// <summary>How often it, or something inside it, faulted.</summary>
    public int AggregateFaultCount { get; set; }

    /// <summary>What the last execution says about itself.</summary>
    public IDictionary<string, object>? Metadata { get; set; }
}

/// <summary>Adds executions up.</summary>
public interface IActivityExecutionStatsService
{
    /// <summary>Those of activities, by their paths; activities that were not executed are not among the answers.</summary>
    Task<IEnumerable<ActivityExecutionStats>> GetStatsAsync(string workflowInstanceId, IEnumerable<string> activityNodeIds, CancellationToken cancellationToken = default);

    /// <summary>Those of an activity; zeros if it was not executed.</summary>
    Task<ActivityExecutionStats> GetStatsAsync(string workflowInstanceId, string activityNodeId, CancellationToken cancellationToken = default);
}
