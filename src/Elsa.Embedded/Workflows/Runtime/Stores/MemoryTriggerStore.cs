using Elsa.Common.Models;
using Elsa.Common.Services;
using Elsa.Extensions;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.OrderDefinitions;

namespace Elsa.Workflows.Runtime.Stores;

/// <summary>Keeps the index of triggers in memory.</summary>
internal sealed class MemoryTriggerStore(MemoryStore<StoredTrigger> store) : ITriggerStore
{
    public ValueTask SaveAsync(StoredTrigger record, CancellationToken cancellationToken = default) => SaveManyAsync([record], cancellationToken);

    public ValueTask SaveManyAsync(IEnumerable<StoredTrigger> records, CancellationToken cancellationToken = default)
    {
        store.SaveMany(records, x => x.Id);
        return ValueTask.CompletedTask;
    }

    public ValueTask ReplaceAsync(IEnumerable<StoredTrigger> removed, IEnumerable<StoredTrigger> added, CancellationToken cancellationToken = default)
    {
        store.DeleteMany(removed.Select(x => x.Id).ToList());
        return SaveManyAsync(added, cancellationToken);
    }

    public ValueTask<StoredTrigger?> FindAsync(TriggerFilter filter, CancellationToken cancellationToken = default) => new(filter.Apply(store.Queryable).FirstOrDefault());

    public ValueTask<IEnumerable<StoredTrigger>> FindManyAsync(TriggerFilter filter, CancellationToken cancellationToken = default) => new(filter.Apply(store.Queryable).ToList());

    public ValueTask<Page<StoredTrigger>> FindManyAsync(TriggerFilter filter, PageArgs pageArgs, CancellationToken cancellationToken = default) =>
        new(filter.Apply(store.Queryable).OrderBy(x => x.Id).ToPage(pageArgs));

    public ValueTask<Page<StoredTrigger>> FindManyAsync<TProp>(TriggerFilter filter, PageArgs pageArgs, StoredTriggerOrder<TProp?> order, CancellationToken cancellationToken = default) =>
        new(filter.Apply(store.Queryable).OrderBy(order).ToPage(pageArgs));

    public ValueTask<long> DeleteManyAsync(TriggerFilter filter, CancellationToken cancellationToken = default) => new(store.DeleteMany(filter.Apply(store.Queryable).Select(x => x.Id).ToList()));
}
