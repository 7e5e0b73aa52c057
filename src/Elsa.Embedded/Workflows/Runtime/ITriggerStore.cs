using Elsa.Common.Models;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.OrderDefinitions;

namespace Elsa.Workflows.Runtime;

/// <summary>The index of triggers.</summary>
public interface ITriggerStore
{
    /// <summary>Stores a trigger.</summary>
    ValueTask SaveAsync(StoredTrigger record, CancellationToken cancellationToken = default);

    /// <summary>Stores triggers.</summary>
    ValueTask SaveManyAsync(IEnumerable<StoredTrigger> records, CancellationToken cancellationToken = default);

    /// <summary>Deletes some and stores others, all or nothing.</summary>
    ValueTask ReplaceAsync(IEnumerable<StoredTrigger> removed, IEnumerable<StoredTrigger> added, CancellationToken cancellationToken = default);

    /// <summary>The first trigger that matches.</summary>
    ValueTask<StoredTrigger?> FindAsync(TriggerFilter filter, CancellationToken cancellationToken = default);

    /// <summary>The triggers that match.</summary>
    ValueTask<IEnumerable<StoredTrigger>> FindManyAsync(TriggerFilter filter, CancellationToken cancellationToken = default);

    /// <summary>A page of the triggers that match.</summary>
    ValueTask<Page<StoredTrigger>> FindManyAsync(TriggerFilter filter, PageArgs pageArgs, CancellationToken cancellationToken = default);

    /// <summary>A page of the triggers that match, in an order.</summary>
    ValueTask<Page<StoredTrigger>> FindManyAsync<TProp>(TriggerFilter filter, PageArgs pageArgs, StoredTriggerOrder<TProp?> order, CancellationToken cancellationToken = default);

    /// <summary>Deletes the triggers that match, and says how many.</summary>
    ValueTask<long> DeleteManyAsync(TriggerFilter filter, CancellationToken cancellationToken = default);
}
