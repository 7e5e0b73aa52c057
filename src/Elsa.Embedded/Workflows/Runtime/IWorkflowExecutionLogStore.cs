using Elsa.Common.Models;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.OrderDefinitions;

namespace Elsa.Workflows.Runtime;

/// <summary>Keeps the journals of instances.</summary>
public interface IWorkflowExecutionLogStore : ILogRecordStore<WorkflowExecutionLogRecord>
{
    /// <summary>Adds a line.</summary>
    Task AddAsync(WorkflowExecutionLogRecord record, CancellationToken cancellationToken = default);

    /// <summary>Removes the lines that the filter means and tells how many.</summary>
    Task<long> DeleteManyAsync(WorkflowExecutionLogRecordFilter filter, CancellationToken cancellationToken = default);

    /// <summary>The first line that the filter means.</summary>
    Task<WorkflowExecutionLogRecord?> FindAsync(WorkflowExecutionLogRecordFilter filter, CancellationToken cancellationToken = default);

    /// <summary>The first line that the filter means, sorted.</summary>
    Task<WorkflowExecutionLogRecord?> FindAsync<TOrderBy>(WorkflowExecutionLogRecordFilter filter, WorkflowExecutionLogRecordOrder<TOrderBy> order, CancellationToken cancellationToken = default);

    /// <summary>The lines that the filter means, a page of them.</summary>
    Task<Page<WorkflowExecutionLogRecord>> FindManyAsync(WorkflowExecutionLogRecordFilter filter, PageArgs pageArgs, CancellationToken cancellationToken = default);

    /// <summary>The lines that the filter means, sorted, a page of them.</summary>
    Task<Page<WorkflowExecutionLogRecord>> FindManyAsync<TOrderBy>(WorkflowExecutionLogRecordFilter filter, PageArgs pageArgs, WorkflowExecutionLogRecordOrder<TOrderBy> order, CancellationToken cancellationToken = default);

    /// <summary>Adds or replaces a line.</summary>
    Task SaveAsync(WorkflowExecutionLogRecord record, CancellationToken cancellationToken = default);
}
