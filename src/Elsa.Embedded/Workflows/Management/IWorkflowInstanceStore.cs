using Elsa.Common.Models;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Models;

namespace Elsa.Workflows.Management;

/// <summary>Keeps instances.</summary>
public interface IWorkflowInstanceStore
{
    /// <summary>Adds an instance.</summary>
    ValueTask AddAsync(WorkflowInstance instance, CancellationToken cancellationToken = default);

    /// <summary>How many instances the filter means.</summary>
    ValueTask<long> CountAsync(WorkflowInstanceFilter filter, CancellationToken cancellationToken = default);

    /// <summary>Removes the instances that the filter means and tells how many.</summary>
    ValueTask<long> DeleteAsync(WorkflowInstanceFilter filter, CancellationToken cancellationToken = default);

    /// <summary>The first instance that the filter means.</summary>
    ValueTask<WorkflowInstance?> FindAsync(WorkflowInstanceFilter filter, CancellationToken cancellationToken = default);

    /// <summary>The instances that the filter means.</summary>
    ValueTask<IEnumerable<WorkflowInstance>> FindManyAsync(WorkflowInstanceFilter filter, CancellationToken cancellationToken = default);

    /// <summary>The instances that the filter means, a page of them.</summary>
    ValueTask<Page<WorkflowInstance>> FindManyAsync(WorkflowInstanceFilter filter, PageArgs pageArgs, CancellationToken cancellationToken = default);

    /// <summary>The instances that the filter means, sorted.</summary>
    ValueTask<IEnumerable<WorkflowInstance>> FindManyAsync<TOrderBy>(WorkflowInstanceFilter filter, WorkflowInstanceOrder<TOrderBy> order, CancellationToken cancellationToken = default);

    /// <summary>The instances that the filter means, sorted, a page of them.</summary>
    ValueTask<Page<WorkflowInstance>> FindManyAsync<TOrderBy>(WorkflowInstanceFilter filter, PageArgs pageArgs, WorkflowInstanceOrder<TOrderBy> order, CancellationToken cancellationToken = default);

    /// <summary>The identities of the instances that the filter means.</summary>
    ValueTask<IEnumerable<string>> FindManyIdsAsync(WorkflowInstanceFilter filter, CancellationToken cancellationToken = default);

    /// <summary>The identities of the instances that the filter means, a page of them.</summary>
    ValueTask<Page<string>> FindManyIdsAsync(WorkflowInstanceFilter filter, PageArgs pageArgs, CancellationToken cancellationToken = default);

    /// <summary>The identities of the instances that the filter means, sorted, a page of them.</summary>
    ValueTask<Page<string>> FindManyIdsAsync<TOrderBy>(WorkflowInstanceFilter filter, PageArgs pageArgs, WorkflowInstanceOrder<TOrderBy> order, CancellationToken cancellationToken = default);

    /// <summary>Adds or replaces an instance.</summary>
    ValueTask SaveAsync(WorkflowInstance instance, CancellationToken cancellationToken = default);

    /// <summary>Adds or replaces instances.</summary>
    ValueTask SaveManyAsync(IEnumerable<WorkflowInstance> instances, CancellationToken cancellationToken = default);

    /// <summary>The instances that the filter means, without their states.</summary>
    ValueTask<IEnumerable<WorkflowInstanceSummary>> SummarizeManyAsync(WorkflowInstanceFilter filter, CancellationToken cancellationToken = default);

    /// <summary>The instances that the filter means, without their states, a page of them.</summary>
    ValueTask<Page<WorkflowInstanceSummary>> SummarizeManyAsync(WorkflowInstanceFilter filter, PageArgs pageArgs, CancellationToken cancellationToken = default);

    /// <summary>The instances that the filter means, without their states, sorted.</summary>
    ValueTask<IEnumerable<WorkflowInstanceSummary>> SummarizeManyAsync<TOrder>(WorkflowInstanceFilter filter, WorkflowInstanceOrder<TOrder> order, CancellationToken cancellationToken = default);

    /// <summary>The instances that the filter means, without their states, sorted, a page of them.</summary>
    ValueTask<Page<WorkflowInstanceSummary>> SummarizeManyAsync<TOrderBy>(WorkflowInstanceFilter filter, PageArgs pageArgs, WorkflowInstanceOrder<TOrderBy> order, CancellationToken cancellationToken = default);

    /// <summary>Replaces an instance that is there.</summary>
    ValueTask UpdateAsync(WorkflowInstance instance, CancellationToken cancellationToken = default);

    /// <summary>Says that the instance is alive.</summary>
    Task UpdateUpdatedTimestampAsync(string workflowInstanceId, DateTimeOffset value, CancellationToken cancellationToken = default);
}
