using Microsoft.Extensions.Primitives;

namespace Elsa.Extensions;

/// <summary>Reads headers, queries and forms.</summary>
public static class StringValueExtensions
{
    /// <summary>The values by name: a text where there is one value, a list where there are more.</summary>
    public static Dictionary<string, object> ToObjectDictionary(this IEnumerable<KeyValuePair<string, StringValues>> collection) =>
        collection.ToDictionary(x => x.Key, x => x.Value.Count == 1 ? (object)x.Value.ToString() : x.Value.ToArray(), StringComparer.OrdinalIgnoreCase);
}
