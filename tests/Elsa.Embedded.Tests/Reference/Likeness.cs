using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Elsa.Embedded.Tests.Reference;

/// <summary>Compares JSON with a recording. Identities, instants and stack traces differ from run to run; a property that is null says no more than one that is missing.</summary>
internal static partial class Likeness
{
    // Elsa's own mark of a dictionary, and what is never the same twice.
    private static readonly HashSet<string> Unlike = new(StringComparer.Ordinal) { "_type", "stackTrace", "tenantId" };

    /// <summary>Without escapes that JSON does not need.</summary>
    public static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Where the two differ: <c>items[2].status: Completed, recorded: Running</c>.</summary>
    public static IEnumerable<string> Differences(JsonNode? recorded, JsonNode? actual, string path = "")
    {
        switch (recorded, actual)
        {
            case (JsonObject theirs, JsonObject ours):
                foreach (var name in theirs.Select(x => x.Key).Union(ours.Select(x => x.Key)).Where(x => !Unlike.Contains(x)))
                {
                    foreach (var difference in Differences(theirs[name], ours[name], $"{path}.{name}"))
                        yield return difference;
                }

                break;
            case (JsonArray theirs, JsonArray ours):
                for (var i = 0; i < Math.Max(theirs.Count, ours.Count); i++)
                {
                    foreach (var difference in Differences(i < theirs.Count ? theirs[i] : null, i < ours.Count ? ours[i] : null, $"{path}[{i}]"))
                        yield return difference;
                }

                break;
            default:
                if (!string.Equals(Show(recorded), Show(actual), StringComparison.Ordinal))
                    yield return $"{path}: {Show(actual)}, recorded: {Show(recorded)}";
                break;
        }
    }

    private static string Show(JsonNode? json) => Instants().Replace(Identities().Replace(json?.ToJsonString(Plain) ?? "null", "#"), "@");

    // Those of the recorded server, which drops leading zeros, and those of this one.
    [GeneratedRegex(@"\b([0-9a-f]{14,16}|[0-9a-v]{20})\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Identities();

    [GeneratedRegex(@"20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9:]{5})?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Instants();
}
