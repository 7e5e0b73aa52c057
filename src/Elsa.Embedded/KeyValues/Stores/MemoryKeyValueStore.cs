using Elsa.Common.Services;
using Elsa.KeyValues.Contracts;
using Elsa.KeyValues.Entities;
using Elsa.KeyValues.Models;

namespace Elsa.KeyValues.Stores;

/// <summary>Keeps values in memory.</summary>
internal sealed class MemoryKeyValueStore(MemoryStore<SerializedKeyValuePair> store) : IKeyValueStore
{
    public Task SaveAsync(SerializedKeyValuePair keyValuePair, CancellationToken cancellationToken)
    {
        store.Save(keyValuePair, x => x.Key);
        return Task.CompletedTask;
    }

    public Task<SerializedKeyValuePair?> FindAsync(KeyValueFilter filter, CancellationToken cancellationToken) => Task.FromResult(filter.Apply(store.Queryable).FirstOrDefault());

    public Task<IEnumerable<SerializedKeyValuePair>> FindManyAsync(KeyValueFilter filter, CancellationToken cancellationToken) =>
        Task.FromResult<IEnumerable<SerializedKeyValuePair>>(filter.Apply(store.Queryable).ToList());

    public Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        store.Delete(key);
        return Task.CompletedTask;
    }
}
