using System.IO.Compression;
using System.Text.Json.Nodes;
using Elsa.Common.Models;
using Elsa.Embedded.Tests.Persistence;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Options;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Testing;

namespace Elsa.Embedded.Tests.Workflows.Management;

/// <summary>Definitions and their versions, on every kind of storage.</summary>
public abstract class DefinitionContract(TestStorage place) : IAsyncLifetime
{
    private ServiceProvider _node = null!;
    private AsyncServiceScope _scope;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_draft_is_overwritten_and_what_follows_a_published_version_is_a_new_one()
    {
        var first = await ImportAsync(Json("a", "A", "one"));
        var again = await ImportAsync(Json("a", "A", "two"));
        Assert.Equal((first.Id, 1, true, false), (again.Id, again.Version, again.IsLatest, again.IsPublished));

        Assert.True((await Get<IWorkflowDefinitionPublisher>().PublishAsync("a", Token)).Succeeded);
        var draft = await ImportAsync(Json("a", "A", "three"));

        Assert.Equal((2, true, false), (draft.Version, draft.IsLatest, draft.IsPublished));
        Assert.NotEqual(first.Id, draft.Id);
        Assert.Equal([(1, false, true), (2, true, false)], await VersionsAsync("a"));
        Assert.Equal("two", await TextAsync("a", VersionOptions.Published));
        Assert.Equal("three", await TextAsync("a", VersionOptions.Latest));

        Assert.True((await Get<IWorkflowDefinitionPublisher>().PublishAsync("a", Token)).Succeeded);
        Assert.Equal([(1, false, false), (2, true, true)], await VersionsAsync("a"));
    }

    [Fact]
    public async Task Retract_revert_and_deleting_the_latest_keep_one_latest()
    {
        await ImportAsync(Json("a", "A", "one"), publish: true);
        await ImportAsync(Json("a", "A", "two"), publish: true);
        var retracted = await Get<IWorkflowDefinitionPublisher>().RetractAsync("a", Token);
        Assert.False(retracted!.IsPublished);
        Assert.Null(await Get<IWorkflowDefinitionPublisher>().RetractAsync("a", Token));

        var reverted = await Get<IWorkflowDefinitionManager>().RevertVersionAsync("a", 1, Token);
        Assert.Equal((3, true, false), (reverted.Version, reverted.IsLatest, reverted.IsPublished));
        Assert.Equal("one", await TextAsync("a", VersionOptions.Latest));

        Assert.True(await Get<IWorkflowDefinitionManager>().DeleteByIdAsync(reverted.Id, Token));
        Assert.False(await Get<IWorkflowDefinitionManager>().DeleteByIdAsync(reverted.Id, Token));
        Assert.Equal([(1, false, false), (2, true, false)], await VersionsAsync("a"));
        Assert.Equal(2, await Get<IWorkflowDefinitionManager>().DeleteByDefinitionIdAsync("a", Token));
        Assert.Empty(await VersionsAsync("a"));
    }

    [Fact]
    public async Task Two_latest_or_two_published_versions_cannot_be_stored()
    {
        var definition = await ImportAsync(Json("a", "A", "one"), publish: true);
        var other = definition.ShallowClone();
        other.Id = "other";
        other.Version = 2;

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Get<IWorkflowDefinitionStore>().SaveAsync(other, Token));

        Assert.Contains("changed by someone else", error.Message, StringComparison.Ordinal);
        Assert.Equal([(1, true, true)], await VersionsAsync("a"));
    }

    [Fact]
    public async Task Lists_search_sort_and_page()
    {
        foreach (var name in new[] { "Full Backup", "Differential Backup", "Restore", "Verify" })
            await ImportAsync(Json(name.Replace(" ", "-", StringComparison.Ordinal), name, "x"), publish: name != "Verify");
        var store = Get<IWorkflowDefinitionStore>();

        var found = await store.FindSummariesAsync(new WorkflowDefinitionFilter { SearchTerm = "bACKup" }, Token);
        Assert.Equal(["Differential Backup", "Full Backup"], found.Select(x => x.Name));

        var page = await store.FindSummariesAsync(new WorkflowDefinitionFilter { VersionOptions = VersionOptions.Latest, MaterializerName = "Json" }, PageArgs.FromPage(1, 3), Token);
        Assert.Equal((4L, "Verify"), (page.TotalCount, Assert.Single(page.Items).Name));
        var order = new WorkflowDefinitionOrder<DateTimeOffset>(x => x.CreatedAt, Elsa.Common.Entities.OrderDirection.Descending);
        Assert.Equal("Verify", (await store.FindSummariesAsync(new WorkflowDefinitionFilter { MaterializerName = "Json" }, order, PageArgs.FromRange(0, 1), Token)).Items.First().Name);

        Assert.Equal(3, (await store.FindManyAsync(new WorkflowDefinitionFilter { VersionOptions = VersionOptions.Published, MaterializerName = "Json" }, Token)).Count());
        Assert.Equal("Verify", Assert.Single(await store.FindManyAsync(new WorkflowDefinitionFilter { VersionOptions = VersionOptions.Draft }, Token)).Name);
        Assert.Equal(5, await store.CountDistinctAsync(Token));
        Assert.False(await store.GetIsNameUnique("Restore", null, Token));
        Assert.True(await store.GetIsNameUnique("Restore", "Restore", Token));
        Assert.False(await store.AnyAsync(new WorkflowDefinitionFilter { UsableAsActivity = true }, Token));
    }

    [Fact]
    public async Task What_the_engine_does_not_know_survives_import_and_export()
    {
        var json = JsonNode.Parse(Json("a", "A", "one"))!.AsObject();
        json["futureProperty"] = new JsonObject { ["deep"] = 1.50m };
        json["customProperties"] = new JsonObject { ["owner"] = "ops" };
        json["root"]!["unknownOfRoot"] = "kept";
        await ImportAsync(json.ToJsonString());

        var file = (await Get<IWorkflowDefinitionExporter>().ExportAsync("a", cancellationToken: Token))!;
        var exported = JsonNode.Parse(file.Data)!;

        Assert.Equal("https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json", exported.AsObject().First().Value!.GetValue<string>());
        Assert.Equal("1.50", exported["futureProperty"]!["deep"]!.ToJsonString());
        Assert.Equal("ops", exported["customProperties"]!["owner"]!.GetValue<string>());
        Assert.Equal("kept", exported["root"]!["unknownOfRoot"]!.GetValue<string>());
        Assert.Equal("Workflow1:seq", exported["root"]!["nodeId"]!.GetValue<string>());
        Assert.Matches("^workflow-definition-a-a-[0-9a-v]+.json$", file.FileName);
    }

    [Fact]
    public async Task Many_definitions_are_exported_as_a_zip_file()
    {
        var ids = new List<string> { (await ImportAsync(Json("a", "A", "one"))).Id, (await ImportAsync(Json("b", "B", "two"))).Id };

        var file = (await Get<IWorkflowDefinitionExporter>().ExportManyAsync(ids, cancellationToken: Token))!;

        using var archive = new ZipArchive(new MemoryStream(file.Data));
        Assert.Equal("workflow-definitions.zip", file.FileName);
        Assert.Equal(2, archive.Entries.Count);
    }

    [Fact]
    public async Task A_workflow_used_as_an_activity_runs_inside_the_instance_as_recorded()
    {
        await ImportAsync(Child("said"), publish: true);
        await ImportAsync(User("user", "ChildWho"), publish: true);

        var result = await RunAsync("user");

        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        Assert.Empty(result.WorkflowState.Output);
        var started = result.Journal.WorkflowExecutionLogEntries.Where(x => x.EventName == "Started").Select(x => $"{x.NodeId} {x.ActivityType}");
        Assert.Equal(
            [
                "Workflow2 Elsa.Workflow", "Workflow2:seq Elsa.Sequence", "Workflow2:seq:ch ChildWho", "Workflow2:seq:ch:Workflow1 Elsa.Workflow",
                "Workflow2:seq:ch:Workflow1:inner Elsa.Sequence", "Workflow2:seq:ch:Workflow1:inner:so Elsa.SetOutput", "Workflow2:seq:w Elsa.WriteLine",
            ],
            started);
        var line = result.Journal.ActivityExecutionContexts.Single(x => x.Activity.Id == "w");
        Assert.Equal("Tape", line.ActivityState["Text"]);
    }

    [Fact]
    public async Task Users_follow_a_new_version_of_a_workflow_that_says_so()
    {
        var child = await ImportAsync(Child("one"), publish: true);
        await ImportAsync(User("user", "ChildWho"), publish: true);
        Assert.Equal(["user"], await Get<IWorkflowReferenceQuery>().ExecuteAsync("child-who", Token));

        var draft = (await Get<IWorkflowDefinitionPublisher>().GetDraftAsync("child-who", VersionOptions.Latest, Token))!;
        var result = await Get<IWorkflowDefinitionPublisher>().PublishAsync(draft, Token);

        Assert.Equal("user", Assert.Single(result.AffectedWorkflows.WorkflowDefinitions).DefinitionId);
        Assert.Equal([(1, false, false), (2, true, true)], await VersionsAsync("user"));
        var published = await Get<IWorkflowDefinitionStore>().FindAsync(new WorkflowDefinitionFilter { DefinitionId = "user", VersionOptions = VersionOptions.Published }, Token);
        Assert.DoesNotContain(child.Id, published!.StringData, StringComparison.Ordinal);
        Assert.Equal(WorkflowSubStatus.Finished, (await RunAsync("user")).WorkflowState.SubStatus);
    }

    [Fact]
    public async Task Workflows_that_use_each_other_are_not_published()
    {
        await ImportAsync(Child("one"), publish: true);
        await ImportAsync(User("user", "ChildWho", usable: true), publish: true);
        var circle = JsonNode.Parse(Child("two"))!;
        circle["root"]!["activities"]!.AsArray().Add(new JsonObject { ["id"] = "back", ["type"] = "User", ["version"] = 1, ["workflowDefinitionId"] = "user" });

        var result = await TryImportAsync(circle.ToJsonString(), publish: true);

        Assert.False(result.Succeeded);
        var error = Assert.Single(result.ValidationErrors);
        Assert.Contains("uses itself", error.Message, StringComparison.Ordinal);
        Assert.Equal([(1, false, true), (2, true, false)], await VersionsAsync("child-who"));
    }

    [Fact]
    public async Task A_workflow_that_is_a_class_is_stored_runs_and_cannot_be_edited()
    {
        var stored = await Get<IWorkflowDefinitionStore>().FindAsync(new WorkflowDefinitionFilter { DefinitionId = nameof(HelloWorkflow) }, Token);
        Assert.Equal(("CLR", true, "HelloWorkflow:v1"), (stored!.MaterializerName, stored.IsPublished, stored.Id));

        Assert.Equal(WorkflowSubStatus.Finished, (await RunAsync(nameof(HelloWorkflow))).WorkflowState.SubStatus);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => ImportAsync(Json(nameof(HelloWorkflow), "x", "x")));
        Assert.Contains("read-only", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_workflow_that_is_kept_is_that_of_the_version_in_use()
    {
        await ImportAsync(Json("a", "A", "one"), publish: true);
        var service = Get<IWorkflowDefinitionService>();
        var kept = await service.FindWorkflowGraphAsync("a", VersionOptions.Published, Token);
        Assert.Same(kept, await service.FindWorkflowGraphAsync("a", VersionOptions.Published, Token));

        await ImportAsync(Json("a", "A", "two"), publish: true);

        Assert.Equal(2, (await service.FindWorkflowGraphAsync("a", VersionOptions.Published, Token))!.Workflow.Identity.Version);
        Assert.Null(await service.FindWorkflowGraphAsync("nothing", VersionOptions.Published, Token));
    }

    public async ValueTask InitializeAsync()
    {
        await place.InitializeAsync();
        _node = await place.StartNodeAsync(elsa => elsa.AddWorkflow<HelloWorkflow>());
        _scope = _node.CreateAsyncScope();
    }

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await _node.DisposeAsync();
        await place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private T Get<T>() where T : notnull => _scope.ServiceProvider.GetRequiredService<T>();

    private static string Json(string id, string name, string text) =>
        """
        {"definitionId":"@id@","name":"@name@","root":{"type":"Elsa.Sequence","version":1,"id":"seq","activities":[
          {"type":"Elsa.WriteLine","version":1,"id":"w","text":{"typeName":"String","expression":{"type":"Literal","value":"@text@"}}}]}}
        """.Replace("@id@", id, StringComparison.Ordinal).Replace("@name@", name, StringComparison.Ordinal).Replace("@text@", text, StringComparison.Ordinal);

    private static string Child(string description) =>
        """
        {"definitionId":"child-who","name":"Child Who","description":"@description@","options":{"usableAsActivity":true,"autoUpdateConsumingWorkflows":true},
         "inputs":[{"type":"String","name":"Who"}],"outputs":[{"type":"String","name":"Greeting"}],
         "root":{"type":"Elsa.Sequence","version":1,"id":"inner","activities":[
          {"type":"Elsa.SetOutput","version":1,"id":"so","outputName":{"typeName":"String","expression":{"type":"Literal","value":"Greeting"}},
           "outputValue":{"typeName":"Object","expression":{"type":"Input","value":{"name":"Who","type":"String"}}}}]}}
        """.Replace("@description@", description, StringComparison.Ordinal);

    private static string User(string id, string type, bool usable = false) =>
        """
        {"definitionId":"@id@","name":"User","options":{"usableAsActivity":@usable@},"variables":[{"id":"vG","name":"G","typeName":"String"}],
         "root":{"type":"Elsa.Sequence","version":1,"id":"seq","activities":[
          {"type":"@type@","version":1,"id":"ch","workflowDefinitionId":"child-who",
           "who":{"typeName":"String","expression":{"type":"Literal","value":"Tape"}},"greeting":{"typeName":"String","memoryReference":{"id":"vG"}}},
          {"type":"Elsa.WriteLine","version":1,"id":"w","text":{"typeName":"String","expression":{"type":"Variable","value":{"id":"vG","name":"G","typeName":"String"}}}}]}}
        """.Replace("@id@", id, StringComparison.Ordinal).Replace("@type@", type, StringComparison.Ordinal).Replace("@usable@", usable ? "true" : "false", StringComparison.Ordinal);

    // As the recorded server answers a save: names that mean the same are written one way.
    [Fact]
    public async Task What_Studio_saves_comes_back_with_short_names_and_the_types_of_the_activities()
    {
        await ImportAsync("""
            {"definitionId":"saved","name":"Saved","variables":[
              {"id":"f","name":"Arr","typeName":"String","isArray":true,"value":null,"storageDriverTypeName":"Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core"},
              {"id":"h","name":"Mem","typeName":"String","isArray":false,"storageDriverTypeName":"Elsa.Workflows.MemoryStorageDriver, Elsa.Workflows.Core"}],
             "root":{"type":"Elsa.Sequence","version":1,"id":"s","activities":[
              {"type":"Elsa.WriteLine","version":1,"id":"w","text":{"typeName":"Object","expression":{"type":"Literal","value":"x"}}}]}}
            """);

        var file = await Get<IWorkflowDefinitionExporter>().ExportAsync("saved", cancellationToken: Token);
        var json = JsonNode.Parse(file!.Data)!;
        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse("""
                    [{"id":"f","name":"Arr","typeName":"String[]","isArray":false,"storageDriverTypeName":"WorkflowInstanceStorageDriver"},
                     {"id":"h","name":"Mem","typeName":"String","isArray":false,"storageDriverTypeName":"MemoryStorageDriver"}]
                    """),
                json["variables"]),
            json["variables"]!.ToJsonString());
        Assert.Equal("String", (string?)json["root"]!["activities"]![0]!["text"]!["typeName"]);
    }

    // As recorded: that something is no array is not said, and flags are written as .NET writes them. That it is one makes a list of what comes in.
    [Fact]
    public async Task Inputs_that_are_arrays_stay_so_and_the_others_do_not_mention_it()
    {
        await ImportAsync("""
            {"definitionId":"args","name":"Args","variables":[{"id":"b","name":"On","typeName":"Boolean","isArray":false,"value":"true"}],
             "inputs":[{"type":"Int32","isArray":false,"name":"One"},{"type":"String","isArray":true,"name":"Many"},{"type":"TypeOfTheFuture","isArray":true,"name":"Later"}],
             "outputs":[{"type":"Int32","isArray":false,"name":"Sum"}],
             "root":{"type":"Elsa.Sequence","version":1,"id":"s","activities":[]}}
            """);

        var file = await Get<IWorkflowDefinitionExporter>().ExportAsync("args", cancellationToken: Token);
        var json = JsonNode.Parse(file!.Data)!;
        Assert.Equal(["Int32 ", "String true", "TypeOfTheFuture true"], json["inputs"]!.AsArray().Select(x => $"{x!["type"]} {x["isArray"]?.ToJsonString()}"));
        Assert.Null(json["outputs"]![0]!["isArray"]);
        Assert.Equal("True", (string?)json["variables"]![0]!["value"]);
        var stored = await Get<IWorkflowDefinitionStore>().FindAsync(new WorkflowDefinitionFilter { DefinitionId = "args" }, Token);
        Assert.Equal([typeof(int), typeof(string[]), null], stored!.Inputs.Select(x => x.Type));
    }

    // As recorded: a definition of a name alone is an empty sequence, and whoever made it is not named.
    [Fact]
    public async Task A_definition_of_a_name_alone_is_an_empty_sequence()
    {
        var saved = await ImportAsync("""{"name":"Minimal"}""", publish: true);

        var root = JsonNode.Parse(saved.StringData!)!;
        Assert.Equal(("Elsa.Sequence", "Sequence1", "Workflow1:Sequence1"), ((string?)root["type"], (string?)root["id"], (string?)root["nodeId"]));
        Assert.Null(saved.ToolVersion);
    }

    // As recorded: Studio names the workflow alone.
    [Fact]
    public async Task What_an_editor_leaves_open_about_a_used_workflow_is_filled_in()
    {
        var child = await ImportAsync("""
            {"definitionId":"used-by-name","name":"Used By Name","options":{"usableAsActivity":true},"inputs":[{"type":"String","name":"Who"}],"root":{"type":"Elsa.Sequence","version":1,"id":"s","activities":[]}}
            """, publish: true);
        var user = await ImportAsync("""
            {"definitionId":"user-by-name","name":"User","root":{"type":"Elsa.Sequence","version":1,"id":"s","activities":[
              {"type":"UsedByName","version":1,"id":"c","workflowDefinitionVersionId":"","who":{"typeName":"String","expression":{"type":"Literal","value":"x"}}}]}}
            """);

        var activity = JsonNode.Parse(user.StringData!)!["activities"]![0]!;
        Assert.Equal(("used-by-name", child.Id, 1, child.Id), ((string?)activity["workflowDefinitionId"], (string?)activity["workflowDefinitionVersionId"], (int)activity["latestAvailablePublishedVersion"]!, (string?)activity["latestAvailablePublishedVersionId"]));
        Assert.Equal("c:input-who", (string?)activity["who"]!["memoryReference"]!["id"]);
    }

    private async Task<ImportWorkflowResult> TryImportAsync(string json, bool publish)
    {
        var model = Get<IActivitySerializer>().Deserialize<WorkflowDefinitionModel>(json)!;
        return await Get<IWorkflowDefinitionImporter>().ImportAsync(new SaveWorkflowDefinitionRequest { Model = model, Publish = publish }, Token);
    }

    private async Task<WorkflowDefinition> ImportAsync(string json, bool publish = false)
    {
        var result = await TryImportAsync(json, publish);
        Assert.True(result.Succeeded, string.Join(' ', result.ValidationErrors));
        return result.WorkflowDefinition;
    }

    private async Task<List<(int Version, bool IsLatest, bool IsPublished)>> VersionsAsync(string definitionId) =>
        (await Get<IWorkflowDefinitionStore>().FindManyAsync(new WorkflowDefinitionFilter { DefinitionId = definitionId }, Token))
        .OrderBy(x => x.Version).Select(x => (x.Version, x.IsLatest, x.IsPublished)).ToList();

    private async Task<string?> TextAsync(string definitionId, VersionOptions version)
    {
        var definition = await Get<IWorkflowDefinitionService>().FindWorkflowDefinitionAsync(definitionId, version, Token);
        return JsonNode.Parse(definition!.StringData!)!["activities"]![0]!["text"]!["expression"]!["value"]!.GetValue<string>();
    }

    private async Task<Elsa.Workflows.Models.RunWorkflowResult> RunAsync(string definitionId)
    {
        var graph = await Get<IWorkflowDefinitionService>().FindWorkflowGraphAsync(definitionId, VersionOptions.Published, Token);
        return await Get<IWorkflowRunner>().RunAsync(graph!, new RunWorkflowOptions(), Token);
    }
}

public sealed class HelloWorkflow : WorkflowBase
{
    protected override void Build(IWorkflowBuilder builder) => builder.Root = new Sequence { Activities = { new WriteLine("hello") } };
}

public sealed class MemoryDefinitionTests() : DefinitionContract(new MemoryTestStorage());

public sealed class SqliteDefinitionTests() : DefinitionContract(new SqliteTestStorage());

public sealed class PostgreSqlDefinitionTests(PostgresServer server) : DefinitionContract(new PostgreSqlTestStorage(server));
