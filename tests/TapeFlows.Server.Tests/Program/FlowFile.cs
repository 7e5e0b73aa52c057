using System.Text.Json.Nodes;

namespace TapeFlows.Server.Tests.Program;

/// <summary>Writes definitions: activities that follow one another in a flowchart, as Studio saves them.</summary>
internal static class FlowFile
{
    /// <summary>Writes one.</summary>
    /// <param name="program">Whose home it goes to.</param>
    /// <param name="id">Its definition id.</param>
    /// <param name="activities">Its activities; the first one starts it.</param>
    /// <returns>The path.</returns>
    public static string Write(Tapeflows program, string id, params JsonObject[] activities)
    {
        var connections = new JsonArray();
        for (var i = 0; i < activities.Length; i++)
        {
            activities[i]["id"] = $"a{i}";
            activities[i]["version"] = 1;
            activities[i]["customProperties"] = new JsonObject { ["canStartWorkflow"] = i == 0 };
            if (i > 0)
                connections.Add(new JsonObject { ["source"] = new JsonObject { ["activity"] = $"a{i - 1}", ["port"] = "Done" }, ["target"] = new JsonObject { ["activity"] = $"a{i}", ["port"] = "In" } });
        }

        var definition = new JsonObject
        {
            ["definitionId"] = id,
            ["name"] = id,
            ["version"] = 1,
            ["isLatest"] = true,
            ["isPublished"] = true,
            ["options"] = new JsonObject { ["commitStrategyName"] = "ActivityExecuted" },
            ["root"] = new JsonObject { ["id"] = "flow", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["activities"] = new JsonArray([.. activities]), ["connections"] = connections },
        };
        var path = Path.Combine(program.Home, id + ".json");
        File.WriteAllText(path, definition.ToJsonString());
        return path;
    }

    public static JsonObject Timer(string interval) => new() { ["type"] = "Elsa.Timer", ["interval"] = Literal("TimeSpan", interval) };

    public static JsonObject Cron(string expression) => new() { ["type"] = "Elsa.Cron", ["cronExpression"] = Literal("String", expression) };

    public static JsonObject Delay(string duration) => new() { ["type"] = "Elsa.Delay", ["timeSpan"] = Literal("TimeSpan", duration) };

    public static JsonObject WriteLine(string text) => new() { ["type"] = "Elsa.WriteLine", ["text"] = Literal("String", text) };

    public static JsonObject Endpoint(string path, string method, bool authorize = false) => new()
    {
        ["type"] = "Elsa.HttpEndpoint",
        ["path"] = Literal("String", path),
        ["supportedMethods"] = Value("List<String>", "Object", $"[\"{method}\"]"),
        ["authorize"] = Literal("Boolean", authorize),
    };

    public static JsonObject Answer(string script) => new()
    {
        ["type"] = "Elsa.WriteHttpResponse",
        ["statusCode"] = Literal("HttpStatusCode", "Created"),
        ["contentType"] = Literal("String", "application/json"),
        ["content"] = Value("Object", "JavaScript", script),
    };

    public static JsonObject FullBackup(string source) => new() { ["type"] = "TapeFlows.StreamFullBackup", ["sources"] = Value("ICollection<String>", "Object", $"[\"{source}\"]") };

    private static JsonObject Literal(string typeName, JsonNode value) => Value(typeName, "Literal", value);

    private static JsonObject Value(string typeName, string language, JsonNode value) =>
        new() { ["typeName"] = typeName, ["expression"] = new JsonObject { ["type"] = language, ["value"] = value } };
}
