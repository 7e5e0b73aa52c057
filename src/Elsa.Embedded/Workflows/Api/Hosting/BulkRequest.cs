namespace Elsa.Workflows.Api.Hosting;

/// <summary>Names many things at once.</summary>
internal sealed class BulkRequest
{
    public List<string>? Ids { get; set; }

    public List<string>? DefinitionIds { get; set; }

    public bool IncludeConsumingWorkflows { get; set; }

    /// <summary>The definitions that are meant, each once.</summary>
    public static async Task<List<string>> DefinitionIdsAsync(ApiRequest request) => Each("definitionIds", (await request.ReadAsync<BulkRequest>()).DefinitionIds);

    /// <summary>What is meant, each once.</summary>
    public static async Task<List<string>> IdsAsync(ApiRequest request) => Each("ids", (await request.ReadAsync<BulkRequest>()).Ids);

    /// <summary>Each entry once.</summary>
    public static List<string> Each(string name, IEnumerable<string>? ids)
    {
        var each = (ids ?? []).Where(x => !string.IsNullOrEmpty(x)).Distinct(StringComparer.Ordinal).ToList();
        return each.Count <= ApiLimits.Ids ? each : throw ApiException.Invalid(name, $"At most {ApiLimits.Ids} entries are allowed.");
    }
}
