using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TapeFlows.Server.Procedures;

/// <summary>Compares two definitions by what they mean: activities by id wherever they stand, their inputs and outputs, connections, and what goes in and out of the whole.</summary>
internal static class DefinitionDiff
{
    // What the store decides by itself, and what says nothing about the work.
    private static readonly string[] OwnAffairs =
    [
        "$schema", "id", "definitionId", "tenantId", "createdAt", "version", "toolVersion", "isLatest", "isPublished", "isReadonly", "isSystem", "links",
        "root", "inputs", "outputs", "variables", "customProperties",
    ];

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What has to change to get from one to the other.</summary>
    public static IReadOnlyList<DefinitionChange> Between(JsonObject older, JsonObject newer)
    {
        var changes = new List<DefinitionChange>();
        AddProperties(changes, "definition", "", Without(older, OwnAffairs), Without(newer, OwnAffairs));
        foreach (var (list, subject, key) in (ReadOnlySpan<(string, string, string)>)[("inputs", "input", "name"), ("outputs", "output", "name"), ("variables", "variable", "name")])
            AddItems(changes, subject, Keyed(older[list], key), Keyed(newer[list], key));
        var before = new FlatWorkflow(older["root"]);
        var after = new FlatWorkflow(newer["root"]);
        AddItems(changes, "activity", before.Activities, after.Activities);
        changes.AddRange(before.Connections.Except(after.Connections, StringComparer.Ordinal).Select(connection => new DefinitionChange("removed", "connection", connection, null, null, null)));
        changes.AddRange(after.Connections.Except(before.Connections, StringComparer.Ordinal).Select(connection => new DefinitionChange("added", "connection", connection, null, null, null)));
        foreach (var id in after.Places.Keys.Where(id => before.Places.TryGetValue(id, out var place) && place != after.Places[id]))
            changes.Add(new DefinitionChange("changed", "layout", id, null, before.Places[id], after.Places[id]));
        return changes;
    }

    private static void AddItems(List<DefinitionChange> changes, string subject, Dictionary<string, JsonObject> older, Dictionary<string, JsonObject> newer)
    {
        foreach (var (id, item) in older.Where(item => !newer.ContainsKey(item.Key)))
            changes.Add(new DefinitionChange("removed", subject, id, null, TypeOf(item), null));
        foreach (var (id, item) in newer)
        {
            if (older.TryGetValue(id, out var before))
                AddProperties(changes, subject, id, before, item);
            else
                changes.Add(new DefinitionChange("added", subject, id, null, null, TypeOf(item)));
        }
    }

    private static void AddProperties(List<DefinitionChange> changes, string subject, string id, JsonObject older, JsonObject newer)
    {
        foreach (var name in older.Select(property => property.Key).Union(newer.Select(property => property.Key), StringComparer.Ordinal))
        {
            if (!AreSame(older[name], newer[name]))
                changes.Add(new DefinitionChange("changed", subject, id, name, WordsFor(older[name]), WordsFor(newer[name])));
        }
    }

    private static string? TypeOf(JsonObject item) => (item["type"] ?? item["typeName"])?.ToString();

    // A property that is null says as much as one that is not there.
    private static bool AreSame(JsonNode? left, JsonNode? right) => (left, right) switch
    {
        (JsonObject a, JsonObject b) => a.Select(property => property.Key).Union(b.Select(property => property.Key), StringComparer.Ordinal).All(name => AreSame(a[name], b[name])),
        (JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b).All(pair => AreSame(pair.First, pair.Second)),
        _ => JsonNode.DeepEquals(left, right),
    };

    // An input is an expression: its value, with the language where it is not a plain value. An output goes to a variable.
    private static string? WordsFor(JsonNode? value)
    {
        if (value is JsonObject { } input && input["expression"] is JsonObject expression)
        {
            var text = Text(expression["value"]);
            return expression["type"]?.ToString() is { } type and not "Literal" ? $"{type} {text}" : text;
        }

        return value is JsonObject output && output["memoryReference"] is JsonObject reference ? $"variable {Text(reference["id"])}" : Text(value);
    }

    private static string? Text(JsonNode? value) => value switch
    {
        null => null,
        JsonObject named when named["name"] is JsonValue name => name.ToString(),
        _ => value.ToJsonString(Compact),
    };

    private static JsonObject Without(JsonObject source, string[] names)
    {
        var copy = source.DeepClone().AsObject();
        foreach (var name in names)
            copy.Remove(name);
        return copy;
    }

    private static Dictionary<string, JsonObject> Keyed(JsonNode? list, string key)
    {
        var items = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var item in (list as JsonArray ?? []).OfType<JsonObject>())
        {
            if (item[key]?.ToString() is { } name)
                items[name] = item;
        }

        return items;
    }
}
