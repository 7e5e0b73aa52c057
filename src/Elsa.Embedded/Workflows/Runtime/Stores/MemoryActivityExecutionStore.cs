using Elsa.Extensions;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.OrderDefinitions;

namespace Elsa.Workflows.Runtime.Stores;

/// <summary>Keeps executions of activities in memory.</summary>
internal sealed class MemoryActivityExecutionStore : IActivityExecutionStore
{
    private readonly InstanceRecords<ActivityExecutionRecord> _records = new(x => x.WorkflowInstanceId);

    public Task AddManyAsync(IEnumerable<ActivityExecutionRecord> records, CancellationToken cancellationToken = default) => SaveManyAsync(records, cancellationToken);

    public Task SaveAsync(ActivityExecutionRecord record, CancellationToken cancellationToken = default) => SaveManyAsync([record], cancellationToken);

    public Task SaveManyAsync(IEnumerable<ActivityExecutionRecord> records, CancellationToken cancellationToken = default)
    {
        _records.Save(records);
        return Task.CompletedTask;
    }

    public Task<ActivityExecutionRecord?> FindAsync(ActivityExecutionRecordFilter filter, CancellationToken cancellationToken = default) =>
        Task.FromResult(Query(filter).FirstOrDefault());

    public Task<IEnumerable<ActivityExecutionRecord>> FindManyAsync(ActivityExecutionRecordFilter filter, CancellationToken cancellationToken = default) =>
        Task.FromResult<IEnumerable<ActivityExecutionRecord>>(InOrder(filter).ToList());

    public Task<IEnumerable<ActivityExecutionRecord>> FindManyAsync<TOrderBy>(
        ActivityExecutionRecordFilter filter, ActivityExecutionRecordOrder<TOrderBy> order, CancellationToken cancellationToken = default) =>
        Task.FromResult<IEnumerable<ActivityExecutionRecord>>(Query(filter).OrderBy(order).ToList());

    public Task<IEnumerable<ActivityExecutionRecordSummary>> FindManySummariesAsync(ActivityExecutionRecordFilter filter, CancellationToken cancellationToken = default) =>
        Task.FromResult<IEnumerable<ActivityExecutionRecordSummary>>(InOrder(filter).Select(ActivityExecutionRecordSummary.FromRecordExpression()).ToList());

    public Task<IEnumerable<ActivityExecutionRecordSummary>> FindManySummariesAsync<TOrderBy>(
        ActivityExecutionRecordFilter filter, ActivityExecutionRecordOrder<TOrderBy> order, CancellationToken cancellationToken = default) =>
        Task.FromResult<IEnumerable<ActivityExecutionRecordSummary>>(Query(filter).OrderBy(order).Select(ActivityExecutionRecordSummary.FromRecordExpression()).ToList());

    public Task<long> CountAsync(ActivityExecutionRecordFilter filter, CancellationToken cancellationToken = default) => Task.FromResult(Query(filter).LongCount());

    public Task<long> DeleteManyAsync(ActivityExecutionRecordFilter filter, CancellationToken cancellationToken = default) =>
        Task.FromResult(_records.Delete(Query(filter).ToList()));

    private IQueryable<ActivityExecutionRecord> Query(ActivityExecutionRecordFilter filter) => filter.Apply(_records.Of(filter.WorkflowInstanceId, filter.WorkflowInstanceIds));

    private IQueryable<ActivityExecutionRecord> InOrder(ActivityExecutionRecordFilter filter) => Query(filter).OrderBy(x => x.StartedAt).ThenBy(x => x.CallStackDepth);
}
