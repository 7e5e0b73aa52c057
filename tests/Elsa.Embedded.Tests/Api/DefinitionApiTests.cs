using System.Text.Json.Nodes;

namespace Elsa.Embedded.Tests.Api;

/// <summary>Definitions by way of the API, as Studio uses it.</summary>
public sealed class DefinitionApiTests
{
    [Fact]
    public async Task A_draft_is_made_changed_published_and_changed_again()
    {
        await using var host = await ApiHost.StartAsync();

        var created = (await host.PostAsync("workflow-definitions", """{"model":{"definitionId":null,"name":"Workflow 1","version":1,"root":{"id":"f","type":"Elsa.Flowchart","version":1,"name":"Flowchart1"}},"publish":false}""")).Json["workflowDefinition"]!;
        Assert.Equal((1, false, true), (created["version"]!.GetValue<int>(), created["isPublished"]!.GetValue<bool>(), created["isLatest"]!.GetValue<bool>()));

        var changed = await SaveAsync(host, created, x => x["description"] = "changed");
        Assert.Equal((created["id"]!.ToString(), "changed"), (changed["id"]!.ToString(), changed["description"]!.ToString()));

        var published = await SaveAsync(host, changed, _ => { }, publish: true);
        Assert.Equal((created["id"]!.ToString(), true), (published["id"]!.ToString(), published["isPublished"]!.GetValue<bool>()));

        var next = await SaveAsync(host, published, x => x["description"] = "second");
        Assert.Equal((2, false), (next["version"]!.GetValue<int>(), next["isPublished"]!.GetValue<bool>()));
        Assert.NotEqual(created["id"]!.ToString(), next["id"]!.ToString());
        Assert.DoesNotContain("editMark", (await host.GetAsync($"workflow-definitions/{next["definitionId"]}/export")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_new_definition_leaves_all_others_alone(bool publish)
    {
        await using var host = await ApiHost.StartAsync();
        await host.ImportAsync(TestFiles.Definition("child"));
        await SaveAsync(host, (await host.GetAsync("workflow-definitions/by-definition-id/child")).Json, x => x["description"] = "mine");
        var before = await host.GetAsync("workflow-definitions?definitionIds=child&versionOptions=AllVersions");

        var body = $$$"""{"model":{"definitionId":null,"name":"Workflow 1","root":{"id":"f","type":"Elsa.Flowchart","version":1}},"publish":{{{(publish ? "true" : "false")}}}}""";
        var created = (await host.PostAsync("workflow-definitions", body)).Json["workflowDefinition"]!;

        Assert.Equal((1, publish), (created["version"]!.GetValue<int>(), created["isPublished"]!.GetValue<bool>()));
        Assert.NotEqual("child", created["definitionId"]!.ToString());
        Assert.Equal(before.Text, (await host.GetAsync("workflow-definitions?definitionIds=child&versionOptions=AllVersions")).Text);
        Assert.Equal("mine", (await host.GetAsync("workflow-definitions/by-definition-id/child")).Json["description"]!.ToString());
    }

    [Fact]
    public async Task A_draft_that_cannot_begin_says_why_and_leaves_nothing_behind()
    {
        await using var host = await ApiHost.StartAsync();
        await host.ImportAsync("""{"definitionId":"odd","name":"Odd","variables":[{"id":"n","name":"N","typeName":"Int32","value":"many"}],"root":{"id":"s","type":"Elsa.Sequence","activities":[]}}""");

        var answer = await host.PostAsync("workflow-definitions/odd/execute", """{"versionOptions":"Latest"}""");

        Assert.Equal(400, answer.Status);
        Assert.StartsWith("The initial value of the variable 'N' does not fit its type", answer.Json["errors"]!["generalErrors"]![0]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, (await host.PostAsync("workflow-instances", "{}")).Json["totalCount"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_published_version_that_is_saved_as_it_is_makes_no_draft()
    {
        await using var host = await ApiHost.StartAsync();
        await host.ImportAsync(TestFiles.Definition("child"));
        var opened = (await host.GetAsync("workflow-definitions/by-definition-id/child")).Json;

        var saved = await SaveAsync(host, opened, _ => { });
        var published = await host.PostAsync("workflow-definitions", new JsonObject { ["model"] = opened.DeepClone(), ["publish"] = true }.ToJsonString());

        Assert.Equal(opened["id"]!.ToString(), saved["id"]!.ToString());
        Assert.True(published.Json["alreadyPublished"]!.GetValue<bool>());
        Assert.Equal(1, (await host.GetAsync("workflow-definitions?definitionIds=child&versionOptions=AllVersions")).Json["totalCount"]!.GetValue<int>());
    }

    [Fact]
    public async Task Who_edits_what_someone_else_changed_meanwhile_is_refused_and_nothing_is_lost()
    {
        await using var host = await ApiHost.StartAsync();
        await host.ImportAsync(TestFiles.Definition("child"));
        var alice = (await host.GetAsync("workflow-definitions/by-definition-id/child", "*@alice")).Json;
        var bob = (await host.GetAsync("workflow-definitions/by-definition-id/child", "*@bob")).Json;

        var first = await SaveAsync(host, alice, x => x["description"] = "Alice's", caller: "*@alice");
        var second = await TrySaveAsync(host, bob, x => x["description"] = "Bob's", caller: "*@bob");
        // A draft over a draft: Bob loads, Alice changes again, Bob saves.
        var bobAgain = (await host.GetAsync("workflow-definitions/by-definition-id/child", "*@bob")).Json;
        await SaveAsync(host, first, x => x["description"] = "Alice's second", caller: "*@alice");
        var third = await TrySaveAsync(host, bobAgain, x => x["description"] = "Bob's", caller: "*@bob");

        Assert.Equal((400, 400), (second.Status, third.Status));
        Assert.Contains("was changed by someone else", Assert.Single(second.Errors), StringComparison.Ordinal);
        Assert.Equal("Alice's second", (await host.GetAsync("workflow-definitions/by-definition-id/child")).Json["description"]!.ToString());
    }

    // Studio sends a request again when it got no answer, and saves again before it has read the last one.
    [Fact]
    public async Task A_save_that_is_sent_again_and_one_that_overtakes_an_answer_are_no_conflicts()
    {
        await using var host = await ApiHost.StartAsync();
        await host.ImportAsync(TestFiles.Definition("child"));
        var opened = (await host.GetAsync("workflow-definitions/by-definition-id/child")).Json;

        var first = await SaveAsync(host, opened, x => x["description"] = "1");
        var again = await SaveAsync(host, opened, x => x["description"] = "1");
        var overtaking = await SaveAsync(host, opened, x => x["description"] = "12");

        Assert.Equal(first["id"]!.ToString(), again["id"]!.ToString());
        Assert.Equal((first["id"]!.ToString(), "12"), (overtaking["id"]!.ToString(), overtaking["description"]!.ToString()));
    }

    [Fact]
    public async Task What_stands_against_publishing_is_said_and_nothing_is_stored()
    {
        await using var host = await ApiHost.StartAsync();
        await host.ImportAsync(TestFiles.Definition("http-endpoint"));
        var copy = JsonNode.Parse(TestFiles.Definition("http-endpoint"))!;
        (copy["id"], copy["definitionId"]) = (null, "copy");

        var draft = await host.PostAsync("workflow-definitions", new JsonObject { ["model"] = copy.DeepClone(), ["publish"] = false }.ToJsonString());
        var refused = await host.PostAsync("workflow-definitions", new JsonObject { ["model"] = draft.Json["workflowDefinition"]!.DeepClone(), ["publish"] = true }.ToJsonString());

        Assert.Equal((200, 400, "application/problem+json"), (draft.Status, refused.Status, refused.ContentType));
        Assert.NotEmpty(refused.Errors);
        var saved = await SaveAsync(host, draft.Json["workflowDefinition"]!, x => x["description"] = "goes on");
        Assert.Equal("goes on", saved["description"]!.ToString());
    }

    [Fact]
    public async Task An_activity_of_an_unknown_type_is_shown_as_a_placeholder_and_stored_as_it_was()
    {
        await using var host = await ApiHost.StartAsync();
        const string json = """{"model":{"definitionId":"u","name":"U","root":{"type":"Elsa.Sequence","id":"s","activities":[{"type":"My.Unknown","version":1,"id":"x","foo":{"typeName":"String","expression":{"type":"Literal","value":"1"}}}]}}}""";

        var shown = (await host.PostAsync("workflow-definitions", json)).Json["workflowDefinition"]!;
        var placeholder = shown["root"]!["activities"]![0]!;
        Assert.Equal(("Elsa.NotFoundActivity", "My.Unknown", "Not Found: My.Unknown"), (placeholder["type"]!.ToString(), placeholder["missingTypeName"]!.ToString(), placeholder["metadata"]!["displayText"]!.ToString()));

        placeholder["metadata"]!["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = 40, ["y"] = 100 } };
        await SaveAsync(host, shown, _ => { });
        var stored = JsonNode.Parse((await host.GetAsync("workflow-definitions/u/export")).Text)!["root"]!["activities"]![0]!;
        Assert.Equal(("My.Unknown", "1"), (stored["type"]!.ToString(), stored["foo"]!["expression"]!["value"]!.ToString()));
        Assert.Equal("""{"designer":{"position":{"x":40,"y":100}}}""", stored["metadata"]!.ToJsonString());
    }

    [Fact]
    public async Task A_connection_that_leads_nowhere_is_shown_apart_and_comes_back()
    {
        await using var host = await ApiHost.StartAsync();
        const string json = """
            {"model":{"definitionId":"c","name":"C","root":{"type":"Elsa.Flowchart","id":"f","activities":[{"type":"Elsa.Start","id":"a"}],
            "connections":[{"source":{"activity":"a","port":"Done"},"target":{"activity":"b","port":"In"}}]}}}
            """;

        var shown = (await host.PostAsync("workflow-definitions", json)).Json["workflowDefinition"]!;
        Assert.Empty(shown["root"]!["connections"]!.AsArray());
        Assert.Single(shown["root"]!["customProperties"]!["notFoundConnections"]!.AsArray());

        shown["root"]!["activities"]!.AsArray().Add(new JsonObject { ["type"] = "Elsa.End", ["id"] = "b", ["version"] = 1 });
        var saved = await SaveAsync(host, shown, _ => { });
        Assert.Single(saved["root"]!["connections"]!.AsArray());
        Assert.Empty(saved["root"]!["customProperties"]!["notFoundConnections"]!.AsArray());
    }

    [Fact]
    public async Task Links_are_what_the_caller_may_do()
    {
        await using var host = await ApiHost.StartAsync();
        await host.ImportAsync(TestFiles.Definition("child"));

        string[] Rels(JsonNode view) => view["links"]!.AsArray().Select(x => x!["rel"]!.ToString()).ToArray();
        Assert.Contains("publish", Rels((await host.GetAsync("workflow-definitions/by-definition-id/child")).Json));
        Assert.Equal(["self", "self", "versions", "export"], Rels((await host.GetAsync("workflow-definitions/by-definition-id/child", "read:workflow-definitions")).Json));
        Assert.DoesNotContain("bulk-publish", Rels((await host.GetAsync("workflow-definitions", "read:workflow-definitions")).Json));
    }

    private static async Task<JsonNode> SaveAsync(ApiHost host, JsonNode opened, Action<JsonNode> change, bool publish = false, string caller = "*")
    {
        var answer = await TrySaveAsync(host, opened, change, publish, caller);
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json["workflowDefinition"]!;
    }

    private static Task<ApiAnswer> TrySaveAsync(ApiHost host, JsonNode opened, Action<JsonNode> change, bool publish = false, string caller = "*")
    {
        var model = opened.DeepClone();
        change(model);
        return host.PostAsync("workflow-definitions", new JsonObject { ["model"] = model, ["publish"] = publish }.ToJsonString(), caller);
    }
}
