using Elsa.Common.Models;
using Elsa.Extensions;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.OrderDefinitions;

namespace Elsa.Workflows.Runtime.Stores;

/// <summary>Keeps journals in memory.</summary>
internal sealed class MemoryWorkflowExecutionLogStore : IWorkflowExecutionLogStore
{
    private readonly InstanceRecords<WorkflowExecutionLogRecord> _records = new(x => x.WorkflowInstanceId);

    public Task AddAsync(WorkflowExecutionLogRecord record, CancellationToken cancellationToken = default) => SaveManyAsync([record], cancellationToken);

    public Task AddManyAsync(IEnumerable<WorkflowExecutionLogRecord> records, CancellationToken cancellationToken = default) => SaveManyAsync(records, cancellationToken);

    public Task SaveAsync(WorkflowExecutionLogRecord record, CancellationToken cancellationToken = default) => SaveManyAsync([record], cancellationToken);

    public Task SaveManyAsync(IEnumerable<WorkflowExecutionLogRecord> records, CancellationToken cancellationToken = default)
    {
        _records.Save(records);
        return Task.CompletedTask;
    }

    public Task<WorkflowExecutionLogRecord?> FindAsync(WorkflowExecutionLogRecordFilter filter, CancellationToken cancellationToken = default) =>
        Task.FromResult(InOrder(filter).FirstOrDefault());

    public Task<WorkflowExecutionLogRecord?> FindAsync<TOrderBy>(
        WorkflowExecutionLogRecordFilter filter, WorkflowExecutionLogRecordOrder<TOrderBy> order, CancellationToken cancellationToken = default) =>
        Task.FromResult(Query(filter).OrderBy(order).FirstOrDefault());

    public Task<Page<WorkflowExecutionLogRecord>> FindManyAsync(WorkflowExecutionLogRecordFilter filter, PageArgs pageArgs, CancellationToken cancellationToken = default) =>
        Task.FromResult(InOrder(filter).ToPage(pageArgs));

    public Task<Page<WorkflowExecutionLogRecord>> FindManyAsync<TOrderBy>(
        WorkflowExecutionLogRecordFilter filter, PageArgs pageArgs, WorkflowExecutionLogRecordOrder<TOrderBy> order, CancellationToken cancellationToken = default) =>
        Task.FromResult(Query(filter).OrderBy(order).ToPage(pageArgs));

    public Task<long> DeleteManyAsync(WorkflowExecutionLogRecordFilter filter, CancellationToken cancellationToken = default) =>
        Task.FromResult(_records.Delete(Query(filter).ToList()));

    private IQueryable<WorkflowExecutionLogRecord> Query(WorkflowExecutionLogRecordFilter filter) => filter.Apply(_records.Of(filter.WorkflowInstanceId, filter.WorkflowInstanceIds));

    private IQueryable<WorkflowExecutionLogRecord> InOrder(WorkflowExecutionLogRecordFilter filter) => Query(filter).OrderBy(x => x.WorkflowInstanceId).ThenBy(x => x.Sequence);
}
