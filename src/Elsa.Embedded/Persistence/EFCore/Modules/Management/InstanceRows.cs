using Elsa.Common.Models;
using Elsa.Extensions;
using Elsa.Persistence.EFCore.Storage;
using Elsa.Workflows;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Models;
using Microsoft.EntityFrameworkCore;

namespace Elsa.Persistence.EFCore.Modules.Management;

/// <summary>Keeps instances in a database. Lists and counts do not touch the states.</summary>
internal sealed class InstanceRows(ElsaStorage storage, IWorkflowStateSerializer serializer) : Rows<ManagementElsaDbContext, WorkflowInstance>(storage), IWorkflowInstanceStore
{
    private EntityTable<WorkflowInstanceState> States => Storage.Table<ManagementElsaDbContext, WorkflowInstanceState>();

    /// <summary>The writes that add an instance; one with the same identity is an error.</summary>
    public IEnumerable<Write> Insert(WorkflowInstance instance) => [Table.Insert(instance), States.Insert(State(instance))];

    /// <summary>The writes that add or replace an instance.</summary>
    public IEnumerable<Write> Upsert(WorkflowInstance instance) => [Table.Upsert(instance), States.Upsert(State(instance))];

    /// <summary>The writes that replace an instance; one that is not there is an error.</summary>
    public IEnumerable<Write> Update(WorkflowInstance instance) => [Table.Update(instance), States.Update(State(instance))];

    public async ValueTask AddAsync(WorkflowInstance instance, CancellationToken cancellationToken = default) => await WriteAsync(Insert(instance), cancellationToken);

    public async ValueTask SaveAsync(WorkflowInstance instance, CancellationToken cancellationToken = default) => await WriteAsync(Upsert(instance), cancellationToken);

    public async ValueTask SaveManyAsync(IEnumerable<WorkflowInstance> instances, CancellationToken cancellationToken = default) =>
        await WriteAsync(instances.SelectMany(Upsert), cancellationToken);

    public async ValueTask UpdateAsync(WorkflowInstance instance, CancellationToken cancellationToken = default) => await WriteAsync(Update(instance), cancellationToken);

    public Task UpdateUpdatedTimestampAsync(string workflowInstanceId, DateTimeOffset value, CancellationToken cancellationToken = default) => Storage.WriteAsync(
        [
            new ContextWork(typeof(ManagementElsaDbContext), async (context, token) => await ((ManagementElsaDbContext)context).WorkflowInstances
                .Where(x => x.Id == workflowInstanceId)
                .ExecuteUpdateAsync(set => set.SetProperty(x => x.UpdatedAt, value), token)),
        ],
        cancellationToken);

    public async ValueTask<long> DeleteAsync(WorkflowInstanceFilter filter, CancellationToken cancellationToken = default)
    {
        long count = 0;
        var work = new ContextWork(typeof(ManagementElsaDbContext), async (context, token) =>
        {
            var instances = filter.Apply(context.Set<WorkflowInstance>());
            await context.Set<WorkflowInstanceState>().Where(x => instances.Any(instance => instance.Id == x.InstanceId)).ExecuteDeleteAsync(token);
            return count = await instances.ExecuteDeleteAsync(token);
        });
        await Storage.WriteAsync([work], cancellationToken);
        return count;
    }

    public async ValueTask<WorkflowInstance?> FindAsync(WorkflowInstanceFilter filter, CancellationToken cancellationToken = default) =>
        (await LoadWithStatesAsync(filter, set => set.Take(1), cancellationToken)).FirstOrDefault();

    public async ValueTask<IEnumerable<WorkflowInstance>> FindManyAsync(WorkflowInstanceFilter filter, CancellationToken cancellationToken = default) =>
        await LoadWithStatesAsync(filter, NewestFirst, cancellationToken);

    public async ValueTask<IEnumerable<WorkflowInstance>> FindManyAsync<TOrderBy>(
        WorkflowInstanceFilter filter, WorkflowInstanceOrder<TOrderBy> order, CancellationToken cancellationToken = default) =>
        await LoadWithStatesAsync(filter, set => set.OrderBy(order), cancellationToken);

    public async ValueTask<Page<WorkflowInstance>> FindManyAsync(WorkflowInstanceFilter filter, PageArgs pageArgs, CancellationToken cancellationToken = default) =>
        new(await LoadWithStatesAsync(filter, set => NewestFirst(set).Paginate(pageArgs), cancellationToken), await CountAsync(filter, cancellationToken));

    public async ValueTask<Page<WorkflowInstance>> FindManyAsync<TOrderBy>(
        WorkflowInstanceFilter filter, PageArgs pageArgs, WorkflowInstanceOrder<TOrderBy> order, CancellationToken cancellationToken = default) =>
        new(await LoadWithStatesAsync(filter, set => set.OrderBy(order).Paginate(pageArgs), cancellationToken), await CountAsync(filter, cancellationToken));

    public async ValueTask<long> CountAsync(WorkflowInstanceFilter filter, CancellationToken cancellationToken = default) => await CountAsync(filter.Apply, cancellationToken);

    public async ValueTask<IEnumerable<string>> FindManyIdsAsync(WorkflowInstanceFilter filter, CancellationToken cancellationToken = default) =>
        await ListAsync(set => NewestFirst(filter.Apply(set)).Select(x => x.Id), cancellationToken);

    public async ValueTask<Page<string>> FindManyIdsAsync(WorkflowInstanceFilter filter, PageArgs pageArgs, CancellationToken cancellationToken = default) =>
        await PageAsync(filter.Apply, set => NewestFirst(set).Select(x => x.Id), pageArgs, cancellationToken);

    public async ValueTask<Page<string>> FindManyIdsAsync<TOrderBy>(
        WorkflowInstanceFilter filter, PageArgs pageArgs, WorkflowInstanceOrder<TOrderBy> order, CancellationToken cancellationToken = default) =>
        await PageAsync(filter.Apply, set => set.OrderBy(order).Select(x => x.Id), pageArgs, cancellationToken);

    public async ValueTask<IEnumerable<WorkflowInstanceSummary>> SummarizeManyAsync(WorkflowInstanceFilter filter, CancellationToken cancellationToken = default) =>
        await ListAsync(set => NewestFirst(filter.Apply(set)).Select(WorkflowInstanceSummary.FromInstanceExpression()), cancellationToken);

    public async ValueTask<IEnumerable<WorkflowInstanceSummary>> SummarizeManyAsync<TOrder>(
        WorkflowInstanceFilter filter, WorkflowInstanceOrder<TOrder> order, CancellationToken cancellationToken = default) =>
        await ListAsync(set => filter.Apply(set).OrderBy(order).Select(WorkflowInstanceSummary.FromInstanceExpression()), cancellationToken);

    public async ValueTask<Page<WorkflowInstanceSummary>> SummarizeManyAsync(WorkflowInstanceFilter filter, PageArgs pageArgs, CancellationToken cancellationToken = default) =>
        await PageAsync(filter.Apply, set => NewestFirst(set).Select(WorkflowInstanceSummary.FromInstanceExpression()), pageArgs, cancellationToken);

    public async ValueTask<Page<WorkflowInstanceSummary>> SummarizeManyAsync<TOrderBy>(
        WorkflowInstanceFilter filter, PageArgs pageArgs, WorkflowInstanceOrder<TOrderBy> order, CancellationToken cancellationToken = default) =>
        await PageAsync(filter.Apply, set => set.OrderBy(order).Select(WorkflowInstanceSummary.FromInstanceExpression()), pageArgs, cancellationToken);

    private static IQueryable<WorkflowInstance> NewestFirst(IQueryable<WorkflowInstance> set) => set.OrderByDescending(x => x.CreatedAt);

    private WorkflowInstanceState State(WorkflowInstance instance) => new() { InstanceId = instance.Id, Data = serializer.Serialize(instance.WorkflowState) };

    private async Task<List<WorkflowInstance>> LoadWithStatesAsync(
        WorkflowInstanceFilter filter, Func<IQueryable<WorkflowInstance>, IQueryable<WorkflowInstance>> shape, CancellationToken cancellationToken)
    {
        var rows = await Storage.ReadAsync<ManagementElsaDbContext, List<InstanceWithState>>(
            // A join: "the first state of each" would number all states of the table for one instance.
            context => shape(filter.Apply(context.WorkflowInstances))
                .LeftJoin(context.Set<WorkflowInstanceState>(), instance => instance.Id, state => state.InstanceId, (instance, state) => new InstanceWithState(instance, state))
                .ToListAsync(cancellationToken),
            cancellationToken);
        return rows.ConvertAll(Finish);
    }

    private WorkflowInstance Finish(InstanceWithState row)
    {
        var state = row.State ?? throw new InvalidOperationException($"The workflow instance '{row.Instance.Id}' has no state in {Storage.Describe<ManagementElsaDbContext>()}: its row was changed by hand. Delete the instance.");
        if (state.Version > WorkflowInstanceState.CurrentVersion)
        {
            throw new InvalidOperationException(
                $"The workflow instance '{row.Instance.Id}' was stored by a newer version of the engine (form {state.Version}; this one reads up to {WorkflowInstanceState.CurrentVersion}). It was not touched.");
        }

        row.Instance.WorkflowState = serializer.Deserialize(state.Data);
        return row.Instance;
    }

    private sealed record InstanceWithState(WorkflowInstance Instance, WorkflowInstanceState? State);
}
