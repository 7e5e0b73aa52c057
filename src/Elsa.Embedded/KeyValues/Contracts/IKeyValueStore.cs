using Elsa.KeyValues.Entities;
using Elsa.KeyValues.Models;

namespace Elsa.KeyValues.Contracts;

/// <summary>Keeps values under names.</summary>
public interface IKeyValueStore
{
    /// <summary>Stores a value in place of the one with its name.</summary>
    Task SaveAsync(SerializedKeyValuePair keyValuePair, CancellationToken cancellationToken);

    /// <summary>The first value that matches.</summary>
    Task<SerializedKeyValuePair?> FindAsync(KeyValueFilter filter, CancellationToken cancellationToken);

    /// <summary>The values that match.</summary>
    Task<IEnumerable<SerializedKeyValuePair>> FindManyAsync(KeyValueFilter filter, CancellationToken cancellationToken);

    /// <summary>Deletes a value.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken);
}
