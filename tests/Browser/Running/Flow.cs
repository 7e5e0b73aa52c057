using System.Text.Json.Nodes;

namespace TapeFlows.Browser.Tests.Running;

/// <summary>Makes definitions as Studio saves them: activities that follow one another in a flowchart.</summary>
internal static class Flow
{
    /// <summary>A definition with a name of its own; each activity follows the one before.</summary>
    public static JsonObject Of(string name, params JsonObject[] activities)
    {
        var connections = new JsonArray();
        for (var i = 0; i < activities.Length; i++)
        {
            activities[i]["version"] = 1;
            activities[i]["id"] ??= $"a{i}";
            activities[i]["name"] ??= $"{((string)activities[i]["type"]!).Split('.')[1]}{i}";
            activities[i]["metadata"] = new JsonObject
            {
                ["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = 0, ["y"] = i * 110 }, ["size"] = new JsonObject { ["width"] = 200, ["height"] = 54 } },
            };
            if (i > 0)
                connections.Add(Connection((string)activities[i - 1]["id"]!, (string)activities[i]["id"]!));
        }

        return new JsonObject
        {
            ["definitionId"] = name,
            ["name"] = name,
            ["version"] = 1,
            ["variables"] = new JsonArray(),
            ["inputs"] = new JsonArray(),
            ["outputs"] = new JsonArray(),
            ["outcomes"] = new JsonArray(),
            ["root"] = new JsonObject { ["id"] = "flow", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["activities"] = new JsonArray([.. activities]), ["connections"] = connections },
        };
    }

    public static JsonObject WithVariable(this JsonObject definition, string id, string name)
    {
        definition["variables"]!.AsArray().Add(new JsonObject { ["id"] = id, ["name"] = name, ["typeName"] = "String", ["isArray"] = false, ["storageDriverTypeName"] = "WorkflowInstanceStorageDriver" });
        return definition;
    }

    public static JsonObject WithInput(this JsonObject definition, string name, string type)
    {
        definition["inputs"]!.AsArray().Add(new JsonObject { ["name"] = name, ["displayName"] = name, ["type"] = type, ["isArray"] = false, ["uiHint"] = "singleline" });
        return definition;
    }

    public static JsonObject Activity(string type, params (string Input, JsonObject Value)[] inputs)
    {
        var activity = new JsonObject { ["type"] = type };
        foreach (var (input, value) in inputs)
            activity[input] = value;
        return activity;
    }

    public static JsonObject Literal(string type, string value) => Expression(type, "Literal", value);

    public static JsonObject Script(string type, string script) => Expression(type, "JavaScript", script);

    private static JsonObject Expression(string type, string language, string value) =>
        new() { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = language, ["value"] = value } };

    private static JsonObject Connection(string source, string target) =>
        new() { ["source"] = new JsonObject { ["activity"] = source, ["port"] = "Done" }, ["target"] = new JsonObject { ["activity"] = target, ["port"] = "In" } };
}
