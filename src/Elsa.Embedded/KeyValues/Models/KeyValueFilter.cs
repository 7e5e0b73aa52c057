using Elsa.KeyValues.Entities;

namespace Elsa.KeyValues.Models;

/// <summary>Which values; what is not set does not matter.</summary>
public class KeyValueFilter
{
    /// <summary>The name.</summary>
    public string? Key { get; set; }

    /// <summary>Whether the name only has to begin with <see cref="Key"/>.</summary>
    public bool StartsWith { get; set; }

    /// <summary>One of these names.</summary>
    public ICollection<string>? Keys { get; set; }

    /// <summary>Narrows a query.</summary>
    public IQueryable<SerializedKeyValuePair> Apply(IQueryable<SerializedKeyValuePair> queryable)
    {
        if (Key is not null) queryable = StartsWith ? queryable.Where(x => x.Id.StartsWith(Key)) : queryable.Where(x => x.Id == Key);
        if (Keys is not null) queryable = queryable.Where(x => Keys.Contains(x.Id));
        return queryable;
    }
}
