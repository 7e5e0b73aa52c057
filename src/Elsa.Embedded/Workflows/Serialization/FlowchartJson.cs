using System.Text.Json;
using Elsa.Workflows.Activities.Flowchart.Activities;
using Elsa.Workflows.Activities.Flowchart.Models;

namespace Elsa.Workflows.Serialization;

/// <summary>Reads and writes what a flowchart says about its activities by their ids.</summary>
internal static class FlowchartJson
{
    public static void ReadConnections(Flowchart flowchart, JsonElement json, JsonSerializerOptions options)
    {
        var activities = new Dictionary<string, IActivity>(StringComparer.Ordinal);
        foreach (var activity in flowchart.Activities.Where(x => x.Id is not null))
            activities.TryAdd(activity.Id, activity);

        if (json.TryGetProperty("start", out var start))
            flowchart.Start = ReadStart(start, activities);
        foreach (var item in ConnectionsOf(json).Concat(ActivityView.TakeLostConnections(flowchart, json)))
        {
            if (ReadConnection(item, activities, options) is { } connection)
                flowchart.Connections.Add(connection);
            else
                flowchart.BrokenConnections.Add(item.Clone());
        }
    }

    private static IEnumerable<JsonElement> ConnectionsOf(JsonElement json)
    {
        if (!json.TryGetProperty("connections", out var connections) || connections.ValueKind == JsonValueKind.Null)
            return [];
        return connections.ValueKind == JsonValueKind.Array ? connections.EnumerateArray() : throw new JsonException($"A list was expected, not {connections.ValueKind}.");
    }

    public static void WriteConnections(Utf8JsonWriter writer, Flowchart flowchart, JsonSerializerOptions options, bool withBroken)
    {
        if (flowchart.Start is not null)
            writer.WriteString("start", flowchart.Start.Id);

        writer.WriteStartArray("connections");
        foreach (var connection in flowchart.Connections)
        {
            writer.WriteStartObject();
            WriteEndpoint(writer, "source", connection.Source);
            WriteEndpoint(writer, "target", connection.Target);
            writer.WritePropertyName("vertices");
            JsonSerializer.Serialize(writer, connection.Vertices, options);
            ArgumentJson.WriteUnknown(writer, connection);
            writer.WriteEndObject();
        }

        foreach (var broken in withBroken ? flowchart.BrokenConnections : [])
            broken.WriteTo(writer);
        writer.WriteEndArray();
    }

    private static IActivity? ReadStart(JsonElement start, Dictionary<string, IActivity> activities)
    {
        var id = start.ValueKind switch
        {
            JsonValueKind.String => start.GetString(),
            JsonValueKind.Object when start.TryGetProperty("id", out var value) => value.GetString(),
            _ => null,
        };
        return id is null ? null : activities.GetValueOrDefault(id);
    }

    private static Connection? ReadConnection(JsonElement json, Dictionary<string, IActivity> activities, JsonSerializerOptions options)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new JsonException($"A connection is an object, not {json.ValueKind}.");
        if (ReadEndpoint(json, "source", activities) is not { } source || ReadEndpoint(json, "target", activities) is not { } target)
            return null;

        var connection = new Connection(source, target);
        foreach (var property in json.EnumerateObject())
        {
            if (property.Name == "vertices" && property.Value.ValueKind == JsonValueKind.Array)
                connection.Vertices = property.Value.Deserialize<List<Position>>(options)!;
            else if (property.Name is not ("source" or "target" or "vertices" or "sourcePort" or "targetPort"))
                (((IKeepsUnknown)connection).Unknown ??= new Dictionary<string, JsonElement>())[property.Name] = property.Value.Clone();
        }

        return connection;
    }

    // An endpoint is an object with an activity and a port; the oldest definitions have the id alone and the port beside it.
    private static Endpoint? ReadEndpoint(JsonElement json, string name, Dictionary<string, IActivity> activities)
    {
        if (!json.TryGetProperty(name, out var endpoint))
            return null;
        var isObject = endpoint.ValueKind == JsonValueKind.Object;
        var id = isObject ? Text(endpoint, "activity") : endpoint.ValueKind == JsonValueKind.String ? endpoint.GetString() : null;
        var port = isObject ? Text(endpoint, "port") : Text(json, $"{name}Port");
        return id is not null && activities.TryGetValue(id, out var activity) ? new Endpoint(activity, port) : null;
    }

    private static void WriteEndpoint(Utf8JsonWriter writer, string name, Endpoint endpoint)
    {
        writer.WriteStartObject(name);
        writer.WriteString("activity", endpoint.Activity.Id);
        if (endpoint.Port is not null)
            writer.WriteString("port", endpoint.Port);
        writer.WriteEndObject();
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
