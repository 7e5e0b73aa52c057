using Elsa.Common.Models;
using Elsa.Common.Services;
using Elsa.Extensions;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Models;

namespace Elsa.Workflows.Management.Stores;

/// <summary>Keeps instances in memory.</summary>
internal sealed class MemoryWorkflowInstanceStore(MemoryStore<WorkflowInstance> store) : IWorkflowInstanceStore
{
    public ValueTask AddAsync(WorkflowInstance instance, CancellationToken cancellationToken = default)
    {
        store.Add(instance, x => x.Id);
        return ValueTask.CompletedTask;
    }

    public ValueTask SaveAsync(WorkflowInstance instance, CancellationToken cancellationToken = default)
    {
        store.Save(instance, x => x.Id);
        return ValueTask.CompletedTask;
    }

    public ValueTask SaveManyAsync(IEnumerable<WorkflowInstance> instances, CancellationToken cancellationToken = default)
    {
        store.SaveMany(instances, x => x.Id);
        return ValueTask.CompletedTask;
    }

    public ValueTask UpdateAsync(WorkflowInstance instance, CancellationToken cancellationToken = default)
    {
        store.Update(instance, x => x.Id);
        return ValueTask.CompletedTask;
    }

    public Task UpdateUpdatedTimestampAsync(string workflowInstanceId, DateTimeOffset value, CancellationToken cancellationToken = default)
    {
        if (store.Get(workflowInstanceId) is { } instance)
            instance.UpdatedAt = value;
        return Task.CompletedTask;
    }

    public ValueTask<long> DeleteAsync(WorkflowInstanceFilter filter, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(store.DeleteMany(Query(filter).Select(x => x.Id).ToList()));

    public ValueTask<WorkflowInstance?> FindAsync(WorkflowInstanceFilter filter, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Query(filter).FirstOrDefault());

    public ValueTask<IEnumerable<WorkflowInstance>> FindManyAsync(WorkflowInstanceFilter filter, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IEnumerable<WorkflowInstance>>(NewestFirst(filter).ToList());

    public ValueTask<IEnumerable<WorkflowInstance>> FindManyAsync<TOrderBy>(
        WorkflowInstanceFilter filter, WorkflowInstanceOrder<TOrderBy> order, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IEnumerable<WorkflowInstance>>(Query(filter).OrderBy(order).ToList());

    public ValueTask<Page<WorkflowInstance>> FindManyAsync(WorkflowInstanceFilter filter, PageArgs pageArgs, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(NewestFirst(filter).ToPage(pageArgs));

    public ValueTask<Page<WorkflowInstance>> FindManyAsync<TOrderBy>(
        WorkflowInstanceFilter filter, PageArgs pageArgs, WorkflowInstanceOrder<TOrderBy> order, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Query(filter).OrderBy(order).ToPage(pageArgs));

    public ValueTask<long> CountAsync(WorkflowInstanceFilter filter, CancellationToken cancellationToken = default) => ValueTask.FromResult(Query(filter).LongCount());

    public ValueTask<IEnumerable<string>> FindManyIdsAsync(WorkflowInstanceFilter filter, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IEnumerable<string>>(NewestFirst(filter).Select(x => x.Id).ToList());

    public ValueTask<Page<string>> FindManyIdsAsync(WorkflowInstanceFilter filter, PageArgs pageArgs, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(NewestFirst(filter).Paginate(x => x.Id, pageArgs));

    public ValueTask<Page<string>> FindManyIdsAsync<TOrderBy>(
        WorkflowInstanceFilter filter, PageArgs pageArgs, WorkflowInstanceOrder<TOrderBy> order, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Query(filter).OrderBy(order).Paginate(x => x.Id, pageArgs));

    public ValueTask<IEnumerable<WorkflowInstanceSummary>> SummarizeManyAsync(WorkflowInstanceFilter filter, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IEnumerable<WorkflowInstanceSummary>>(NewestFirst(filter).Select(WorkflowInstanceSummary.FromInstanceExpression()).ToList());

    public ValueTask<IEnumerable<WorkflowInstanceSummary>> SummarizeManyAsync<TOrder>(
        WorkflowInstanceFilter filter, WorkflowInstanceOrder<TOrder> order, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IEnumerable<WorkflowInstanceSummary>>(Query(filter).OrderBy(order).Select(WorkflowInstanceSummary.FromInstanceExpression()).ToList());

    public ValueTask<Page<WorkflowInstanceSummary>> SummarizeManyAsync(WorkflowInstanceFilter filter, PageArgs pageArgs, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(NewestFirst(filter).Paginate(WorkflowInstanceSummary.FromInstanceExpression(), pageArgs));

    public ValueTask<Page<WorkflowInstanceSummary>> SummarizeManyAsync<TOrderBy>(
        WorkflowInstanceFilter filter, PageArgs pageArgs, WorkflowInstanceOrder<TOrderBy> order, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Query(filter).OrderBy(order).Paginate(WorkflowInstanceSummary.FromInstanceExpression(), pageArgs));

    // One instance is asked for all the time: it is looked up, not searched.
    private IQueryable<WorkflowInstance> Query(WorkflowInstanceFilter filter) => filter.Apply(filter.Id is { } id ? store.One(id) : store.Queryable);

    private IQueryable<WorkflowInstance> NewestFirst(WorkflowInstanceFilter filter) => Query(filter).OrderByDescending(x => x.CreatedAt);
}
