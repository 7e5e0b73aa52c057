using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Elsa.Extensions;
using Elsa.KeyValues.Contracts;
using Elsa.KeyValues.Entities;
using Elsa.KeyValues.Models;

namespace Elsa.Http.Routing;

/// <summary>
/// The templates with parameters that bookmarks wait at, for all nodes and over restarts. There is one per text in a definition, however many instances wait there, so that
/// nobody has to read all bookmarks to know them. A path without parameters needs no entry: it is found by its fingerprint.
/// </summary>
internal sealed class RouteTemplates(IKeyValueStore store)
{
    private const string Prefix = "Elsa.Http.Route:";
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>Stores a template, unless it is; call it before somebody waits there.</summary>
    public async Task KeepAsync(string path, CancellationToken cancellationToken)
    {
        path = path.NormalizeRoute();
        if (!RouteTemplate.HasParameters(path) || _known.ContainsKey(path))
            return;
        await store.SaveAsync(new SerializedKeyValuePair { Key = Prefix + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(path))), SerializedValue = path }, cancellationToken);
        _known[path] = true;
    }

    public async Task<IEnumerable<string>> ReadAsync(CancellationToken cancellationToken) =>
        (await store.FindManyAsync(new KeyValueFilter { Key = Prefix, StartsWith = true }, cancellationToken)).Select(x => x.SerializedValue);
}
