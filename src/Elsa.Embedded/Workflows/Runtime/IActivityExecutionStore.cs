using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.OrderDefinitions;

namespace Elsa.Workflows.Runtime;

/// <summary>Keeps the executions of activities.</summary>
public interface IActivityExecutionStore : ILogRecordStore<ActivityExecutionRecord>
{
    /// <summary>How many executions the filter means.</summary>
    Task<long> CountAsync(ActivityExecutionRecordFilter filter, CancellationToken cancellationToken = default);

    /// <summary>Removes the executions that the filter means and tells how many.</summary>
    Task<long> DeleteManyAsync(ActivityExecutionRecordFilter filter, CancellationToken cancellationToken = default);

    /// <summary>The first execution that the filter means.</summary>
    Task<ActivityExecutionRecord?> FindAsync(ActivityExecutionRecordFilter filter, CancellationToken cancellationToken = default);

    /// <summary>The executions that the filter means.</summary>
    Task<IEnumerable<ActivityExecutionRecord>> FindManyAsync(ActivityExecutionRecordFilter filter, CancellationToken cancellationToken = default);

    /// <summary>The executions that the filter means, sorted.</summary>
    Task<IEnumerable<ActivityExecutionRecord>> FindManyAsync<TOrderBy>(ActivityExecutionRecordFilter filter, ActivityExecutionRecordOrder<TOrderBy> order, CancellationToken cancellationToken = default);

    /// <summary>The executions that the filter means, without their content.</summary>
    Task<IEnumerable<ActivityExecutionRecordSummary>> FindManySummariesAsync(ActivityExecutionRecordFilter filter, CancellationToken cancellationToken = default);

    /// <summary>The executions that the filter means, without their content, sorted.</summary>
    Task<IEnumerable<ActivityExecutionRecordSummary>> FindManySummariesAsync<TOrderBy>(ActivityExecutionRecordFilter filter, ActivityExecutionRecordOrder<TOrderBy> order, CancellationToken cancellationToken = default);

    /// <summary>Adds or replaces an execution.</summary>
    Task SaveAsync(ActivityExecutionRecord record, CancellationToken cancellationToken = default);
}
