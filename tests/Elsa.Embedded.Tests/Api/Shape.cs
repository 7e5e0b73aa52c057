using System.Text.Json;
using System.Text.Json.Nodes;

namespace Elsa.Embedded.Tests.Api;

/// <summary>
/// Which properties an answer has, and of what kind they are: <c>items[].id: string</c>. A property that is null says no more than one that is missing. What tools and activities fill with
/// names of their own is not looked into.
/// </summary>
internal static class Shape
{
    private static readonly HashSet<string> Open = new(StringComparer.Ordinal)
    {
        "customProperties", "constructionProperties", "uiSpecifications", "activityState", "outputs", "output", "input", "properties", "metadata", "payload", "details", "warnings", "root", "activity",
    };

    // Elsa's tenants are not part of this engine.
    private static readonly HashSet<string> Ignored = new(StringComparer.Ordinal) { "tenantId", "parentWorkflowInstanceId" };

    public static SortedSet<string> Of(JsonNode? json)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        Add(json, "", "", lines);
        return lines;
    }

    /// <summary>What the one has that the other has not, both ways round.</summary>
    public static string[] Differences(IEnumerable<string> expected, JsonNode? actual)
    {
        var (wanted, found) = (expected.ToHashSet(StringComparer.Ordinal), Of(actual));
        return [.. wanted.Except(found).Select(x => $"missing {x}"), .. found.Except(wanted).Select(x => $"not wanted {x}")];
    }

    private static void Add(JsonNode? json, string path, string name, SortedSet<string> lines)
    {
        switch (json)
        {
            case null:
                return;
            case JsonArray array:
                lines.Add($"{path}: array");
                foreach (var item in array)
                    Add(item, $"{path}[]", name, lines);
                return;
            case JsonObject value:
                lines.Add($"{path}: object");
                foreach (var (key, inner) in Open.Contains(name) ? [] : value)
                {
                    if (!Ignored.Contains(key))
                        Add(inner, path.Length == 0 ? key : $"{path}.{key}", key, lines);
                }

                return;
            default:
                lines.Add($"{path}: {KindOf(json.GetValueKind())}");
                return;
        }
    }

    private static string KindOf(JsonValueKind kind) => kind is JsonValueKind.True or JsonValueKind.False ? "boolean" : kind is JsonValueKind.Number ? "number" : "string";
}
