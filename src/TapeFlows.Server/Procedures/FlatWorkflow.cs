using System.Text.Json;
using System.Text.Json.Nodes;

namespace TapeFlows.Server.Procedures;

/// <summary>The activities of a definition side by side, whatever they are nested in: where one holds another, only the id of that one is left.</summary>
internal sealed class FlatWorkflow
{
    /// <summary>Takes a root activity apart.</summary>
    /// <param name="root">Its JSON.</param>
    public FlatWorkflow(JsonNode? root)
    {
        if (root is JsonObject activity)
            Take(activity);
    }

    /// <summary>By id, without what follows from their place.</summary>
    public Dictionary<string, JsonObject> Activities { get; } = new(StringComparer.Ordinal);

    /// <summary>Connections in words: <c>start.Done -> mount</c>.</summary>
    public HashSet<string> Connections { get; } = new(StringComparer.Ordinal);

    /// <summary>Where the designer draws an activity.</summary>
    public Dictionary<string, string> Places { get; } = new(StringComparer.Ordinal);

    private void Take(JsonObject activity)
    {
        var id = activity["id"]!.ToString();
        var own = new JsonObject();
        Activities[id] = own;
        foreach (var (name, value) in activity)
        {
            if (name is "id" or "nodeId")
                continue;
            if (name == "connections" && value is JsonArray connections)
                TakeConnections(connections);
            else if (name == "activities" && value is JsonArray activities)
                Flatten(activities);
            else if (name == "metadata" && value is JsonObject metadata)
                own[name] = TakePlace(id, metadata);
            else
                own[name] = Flatten(value);
        }
    }

    private JsonObject TakePlace(string id, JsonObject metadata)
    {
        var rest = metadata.DeepClone().AsObject();
        rest.Remove("designer");
        if (metadata["designer"]?["position"] is JsonObject position)
            Places[id] = $"{position["x"]}, {position["y"]}";
        return rest;
    }

    private void TakeConnections(JsonArray connections)
    {
        foreach (var connection in connections.OfType<JsonObject>())
            Connections.Add($"{End(connection["source"], "Done")} -> {End(connection["target"], "In")}");
    }

    private static string End(JsonNode? end, string usual)
    {
        var port = end?["port"]?.ToString();
        return port is null || port == usual && usual == "In" ? $"{end?["activity"]}" : $"{end?["activity"]}.{port}";
    }

    private JsonNode? Flatten(JsonNode? value)
    {
        switch (value)
        {
            case JsonObject item when IsActivity(item):
                Take(item);
                return $"activity {item["id"]}";
            case JsonObject item:
                var copy = new JsonObject();
                foreach (var (name, inner) in item)
                    copy[name] = Flatten(inner);
                return copy;
            case JsonArray items:
                return new JsonArray([.. items.Select(Flatten)]);
            default:
                return value?.DeepClone();
        }
    }

    private static bool IsActivity(JsonObject item) =>
        item["type"]?.GetValueKind() == JsonValueKind.String && item["id"]?.GetValueKind() == JsonValueKind.String && item["version"]?.GetValueKind() == JsonValueKind.Number;
}
