using System.Text.Json.Nodes;

namespace TapeFlows.Benchmarks.Data;

/// <summary>Definitions of workflows as JSON, in the form in which Elsa Studio saves them.</summary>
internal static class Flows
{
    /// <summary>The activities of <see cref="Ten"/>.</summary>
    public const int Activities = 10;

    /// <summary>A flowchart of ten plain activities in a row: a variable is set, a line is written, five times.</summary>
    public static string Ten(string definitionId, string name = "Ten activities") => Definition(
        definitionId, name, Enumerable.Range(0, Activities).Select(i => i % 2 == 0 ? SetVariable(i) : WriteLine(i)));

    /// <summary>Like <see cref="Ten"/>, with an activity at the end that waits for an event.</summary>
    public static string Waiting(string definitionId, string name) => Definition(
        definitionId, name, Last(Activity(Activities, "Elsa.Event", ("eventName", Input("String", Literal("cartridge-arrived"))))));

    /// <summary>Like <see cref="Ten"/>, with an activity at the end that fails.</summary>
    public static string Failing(string definitionId, string name) => Definition(
        definitionId, name, Last(Activity(Activities, "Elsa.Fault", ("message", Input("String", Literal("the drive reports a media error"))))));

    /// <summary>Waits for a time.</summary>
    public static string Delaying(string definitionId, TimeSpan time) => Definition(definitionId, "Delay", [Activity(0, "Elsa.Delay", ("timeSpan", Input("TimeSpan", Literal(time.ToString("c")))))]);

    private static IEnumerable<JsonObject> Last(JsonObject activity) => Enumerable.Range(0, Activities - 1).Select(i => i % 2 == 0 ? SetVariable(i) : WriteLine(i)).Append(activity);

    private static JsonObject SetVariable(int i) => Activity(
        i, "Elsa.SetVariable", ("variable", new JsonObject { ["id"] = "v1", ["name"] = "Tape", ["typeName"] = "String" }), ("value", Input("Object", Literal($"TF{i:d4}L8"))));

    private static JsonObject WriteLine(int i) => Activity(
        i, "Elsa.WriteLine", ("text", Input("String", i % 4 == 1 ? Literal("mounted") : new JsonObject { ["type"] = "Variable", ["value"] = new JsonObject { ["id"] = "v1", ["name"] = "Tape", ["typeName"] = "String" } })));

    private static JsonObject Literal(string value) => new() { ["type"] = "Literal", ["value"] = value };

    private static JsonObject Input(string type, JsonObject expression) => new() { ["typeName"] = type, ["expression"] = expression };

    private static JsonObject Activity(int i, string type, params (string Name, JsonNode Value)[] properties)
    {
        var activity = new JsonObject
        {
            ["id"] = $"a{i}",
            ["name"] = $"Step{i}",
            ["type"] = type,
            ["version"] = 1,
            ["customProperties"] = new JsonObject { ["canStartWorkflow"] = false, ["runAsynchronously"] = false },
            ["metadata"] = new JsonObject { ["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = i * 200, ["y"] = 0 } } },
        };
        foreach (var (name, value) in properties)
            activity[name] = value;
        return activity;
    }

    private static string Definition(string definitionId, string name, IEnumerable<JsonObject> steps)
    {
        var activities = steps.ToArray<JsonNode>();
        var connections = Enumerable.Range(1, Math.Max(activities.Length - 1, 0)).Select(i => (JsonNode)new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = (string?)activities[i - 1]["id"], ["port"] = "Done" },
            ["target"] = new JsonObject { ["activity"] = (string?)activities[i]["id"], ["port"] = "In" },
            ["vertices"] = new JsonArray(),
        });
        return new JsonObject
        {
            ["definitionId"] = definitionId,
            ["name"] = name,
            ["variables"] = new JsonArray(new JsonObject { ["id"] = "v1", ["name"] = "Tape", ["typeName"] = "String", ["isArray"] = false, ["storageDriverTypeName"] = "WorkflowInstanceStorageDriver" }),
            ["inputs"] = new JsonArray(),
            ["outputs"] = new JsonArray(),
            ["outcomes"] = new JsonArray(),
            ["customProperties"] = new JsonObject(),
            ["options"] = new JsonObject(),
            ["root"] = new JsonObject
            {
                ["id"] = "flowchart",
                ["type"] = "Elsa.Flowchart",
                ["version"] = 1,
                ["customProperties"] = new JsonObject { ["notFoundConnections"] = new JsonArray(), ["canStartWorkflow"] = false, ["runAsynchronously"] = false },
                ["metadata"] = new JsonObject(),
                ["activities"] = new JsonArray(activities),
                ["variables"] = new JsonArray(),
                ["connections"] = new JsonArray(connections.ToArray()),
            },
        }.ToJsonString();
    }
}
