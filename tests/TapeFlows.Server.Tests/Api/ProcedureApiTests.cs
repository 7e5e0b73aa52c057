using System.Text.Json;
using System.Text.Json.Nodes;
using TapeFlows.Server.Access.Users;
using TapeFlows.Server.Tests.Access;

namespace TapeFlows.Server.Tests.Api;

/// <summary>Versions of procedures: who published them, and what differs.</summary>
public sealed class ProcedureApiTests : IAsyncLifetime
{
    private ApiHost _server = null!;

    public async ValueTask InitializeAsync() => _server = await ApiHost.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Versions_say_who_published_them_and_differences_are_in_words()
    {
        var admin = await _server.WithKeyAsync(Role.Admin);
        var viewer = await _server.WithKeyAsync(Role.Viewer);
        (await admin.PostAsync("/elsa/api/workflow-definitions", Definition("default", withLine: false, publish: true))).With(200);
        (await admin.PostAsync("/elsa/api/workflow-definitions", Definition("", withLine: true, publish: true))).With(200);
        (await admin.PostAsync("/elsa/api/workflow-definitions", Definition("default", withLine: true, publish: false))).With(200);

        var versions = (await viewer.GetAsync("/api/procedures/compared/versions")).With(200).Json.GetProperty("versions").EnumerateArray().ToList();
        Assert.Equal([3, 2, 1], versions.Select(version => version.GetProperty("version").GetInt32()));
        Assert.Equal([false, true, false], versions.Select(version => version.GetProperty("is_published").GetBoolean()));
        Assert.Empty(versions[0].GetProperty("published").EnumerateArray());
        Assert.All(versions[1..], version => Assert.NotEmpty(Assert.Single(version.GetProperty("published").EnumerateArray()).GetProperty("who").GetString()!));

        var changes = await ChangesAsync(viewer, "?from=1&to=2");
        Assert.Contains(("changed", "activity", "Choose a volume ‘select’", "Pool"), changes);
        Assert.Contains(("added", "activity", "Write Line ‘line’", null), changes);
        Assert.Contains(("added", "connection", "Choose a volume ‘select’ · Done → Write Line ‘line’", null), changes);
        // What is in use, against what would be in use.
        Assert.Equal([("changed", "activity", "Choose a volume ‘select’", "Pool")], await ChangesAsync(viewer, ""));
    }

    [Fact]
    public async Task What_is_not_there_is_not_compared()
    {
        var viewer = await _server.WithKeyAsync(Role.Viewer);
        (await viewer.GetAsync("/api/procedures/nowhere/versions")).Problem(404, "not-found");
        var admin = await _server.WithKeyAsync(Role.Admin);
        (await admin.PostAsync("/elsa/api/workflow-definitions", Definition("", withLine: false, publish: false))).With(200);
        var problem = (await viewer.GetAsync("/api/procedures/compared/diff?from=7")).Problem(404, "not-found");
        Assert.Contains("no version 7; it has 1", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(await ChangesAsync(viewer, ""));
    }

    private static async Task<List<(string?, string?, string?, string?)>> ChangesAsync(ApiCaller caller, string query)
    {
        var diff = (await caller.GetAsync("/api/procedures/compared/diff" + query)).With(200).Json;
        return [.. diff.GetProperty("changes").EnumerateArray().Select(change => (Text(change, "kind"), Text(change, "subject"), Text(change, "name"), Text(change, "label")))];
    }

    private static string? Text(JsonElement change, string name) => change.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string Definition(string pool, bool withLine, bool publish)
    {
        var select = new JsonObject
        {
            ["type"] = "TapeFlows.SelectVolume", ["id"] = "a1", ["version"] = 1, ["name"] = "select", ["metadata"] = new JsonObject { ["displayText"] = "Choose a volume" },
            ["pool"] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = pool } },
        };
        var root = new JsonObject { ["type"] = "Elsa.Flowchart", ["id"] = "f", ["version"] = 1, ["activities"] = new JsonArray(select), ["connections"] = new JsonArray() };
        if (withLine)
        {
            root["activities"]!.AsArray().Add(new JsonObject { ["type"] = "Elsa.WriteLine", ["id"] = "a2", ["version"] = 1, ["name"] = "line" });
            root["connections"]!.AsArray().Add(new JsonObject
            {
                ["source"] = new JsonObject { ["activity"] = "a1", ["port"] = "Done" }, ["target"] = new JsonObject { ["activity"] = "a2", ["port"] = "In" },
            });
        }

        return new JsonObject { ["model"] = new JsonObject { ["definitionId"] = "compared", ["name"] = "Compared", ["root"] = root }, ["publish"] = publish }.ToJsonString();
    }
}
