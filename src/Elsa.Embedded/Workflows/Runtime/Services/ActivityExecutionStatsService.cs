using Elsa.Common.Entities;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.OrderDefinitions;

namespace Elsa.Workflows.Runtime.Services;

/// <summary>Adds up what the store has, without the values of the executions.</summary>
internal sealed class ActivityExecutionStatsService(IActivityExecutionStore store) : IActivityExecutionStatsService
{
    private static readonly ActivityExecutionRecordOrder<DateTimeOffset> ByStart = new(x => x.StartedAt, OrderDirection.Ascending);

    public async Task<IEnumerable<ActivityExecutionStats>> GetStatsAsync(string workflowInstanceId, IEnumerable<string> activityNodeIds, CancellationToken cancellationToken = default)
    {
        var filter = new ActivityExecutionRecordFilter { WorkflowInstanceId = workflowInstanceId, ActivityNodeIds = activityNodeIds.ToList() };
        var records = await store.FindManySummariesAsync(filter, ByStart, cancellationToken);
        return records.GroupBy(x => x.ActivityNodeId, StringComparer.Ordinal).Select(x => Add(x.ToList())).ToList();
    }

    public async Task<ActivityExecutionStats> GetStatsAsync(string workflowInstanceId, string activityNodeId, CancellationToken cancellationToken = default) =>
        (await GetStatsAsync(workflowInstanceId, [activityNodeId], cancellationToken)).FirstOrDefault()
        ?? new ActivityExecutionStats { ActivityId = activityNodeId.Split(':')[^1], ActivityNodeId = activityNodeId };

    private static ActivityExecutionStats Add(List<ActivityExecutionRecordSummary> records)
    {
        return new ActivityExecutionStats
        {
            ActivityId = records[0].ActivityId,
            ActivityNodeId = records[0].ActivityNodeId,
            StartedCount = records.Count,
            CompletedCount = records.Count(x => x.Status == ActivityStatus.Completed),
            UncompletedCount = records.Count(x => x.Status is not (ActivityStatus.Completed or ActivityStatus.Canceled)),
            IsBlocked = records.Exists(x => x.HasBookmarks),
            IsFaulted = records.Exists(x => x.Status == ActivityStatus.Faulted),
            AggregateFaultCount = records.Sum(x => x.AggregateFaultCount),
            Metadata = records[^1].Metadata,
        };
    }
}
