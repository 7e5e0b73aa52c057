using Elsa.KeyValues.Contracts;
using Elsa.KeyValues.Entities;
using Elsa.KeyValues.Models;
using Elsa.Persistence.EFCore.Storage;

namespace Elsa.Persistence.EFCore.Modules.Runtime;

/// <summary>Keeps values under names in a database.</summary>
internal sealed class KeyValueRows(ElsaStorage storage) : Rows<RuntimeElsaDbContext, SerializedKeyValuePair>(storage), IKeyValueStore
{
    public Task SaveAsync(SerializedKeyValuePair keyValuePair, CancellationToken cancellationToken) => UpsertAsync(keyValuePair, cancellationToken);

    public Task<SerializedKeyValuePair?> FindAsync(KeyValueFilter filter, CancellationToken cancellationToken) => LoadFirstAsync(filter.Apply, cancellationToken);

    public async Task<IEnumerable<SerializedKeyValuePair>> FindManyAsync(KeyValueFilter filter, CancellationToken cancellationToken) => await LoadAsync(filter.Apply, cancellationToken);

    public Task DeleteAsync(string key, CancellationToken cancellationToken) => WriteAsync([Table.Delete(key)], cancellationToken);
}
