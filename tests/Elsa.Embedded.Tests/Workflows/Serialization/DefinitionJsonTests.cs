using System.Text.Json;
using System.Text.Json.Nodes;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Models;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Mappers;
using Elsa.Workflows.Management.Models;
using Microsoft.Extensions.DependencyInjection;
using Chart = Elsa.Workflows.Activities.Flowchart.Activities.Flowchart;

namespace Elsa.Embedded.Tests.Workflows.Serialization;

public sealed class DefinitionJsonTests
{
    public static TheoryData<string> Definitions => [.. TestFiles.Definitions];

    [Theory]
    [MemberData(nameof(Definitions))]
    public async Task A_definition_survives_a_round_trip_unchanged(string name)
    {
        await using var engine = await Engine.StartAsync(x => x.UseJavaScript().UseCSharp().UseHttp(), x => x.AddLogging());
        var before = TestFiles.Definition(name);
        var after = RoundTrip(engine, before);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(before), JsonNode.Parse(after)), after);
    }

    [Fact]
    public async Task What_is_not_known_survives_at_every_level()
    {
        await using var engine = await Engine.StartAsync();
        var json = JsonNode.Parse(TestFiles.Definition("flowchart-basic"))!;
        json["futureSetting"] = new JsonObject { ["a"] = 1.50m };
        json["options"]!["futureOption"] = true;
        json["options"]!["activationStrategyType"] = "StrategyOfTheFuture";
        json["variables"]![0]!["futureFlag"] = 1;
        json["variables"]!.AsArray().Add(JsonNode.Parse("""{"id":"x","name":"X","typeName":"TypeOfTheFuture","isArray":false}"""));
        json["inputs"]![0]!["type"] = "TypeOfTheFuture";
        json["inputs"]![0]!["futureFlag"] = 1;
        json["outputs"]![0]!["futureFlag"] = 1;
        var activities = json["root"]!["activities"]!;
        activities[1]!["futureInput"] = new JsonObject { ["typeName"] = "String" };
        activities[1]!["value"]!["futurePart"] = "x";
        activities[1]!["variable"]!["futurePart"] = "x";
        activities[2]!["customProperties"]!["ratio"] = 0.10m;
        activities[3]!["text"]!["expression"] = new JsonObject { ["type"] = "LanguageOfTheFuture", ["value"] = new JsonObject { ["code"] = 1 } };
        json["root"]!["connections"]![0]!["futurePart"] = "x";
        json["root"]!["connections"]!.AsArray().Add(JsonNode.Parse("""{"source":{"activity":"gone","port":"Done"},"target":{"activity":"set1"},"vertices":[]}"""));

        var after = JsonNode.Parse(RoundTrip(engine, json.ToJsonString()));

        Assert.True(JsonNode.DeepEquals(json, after), after!.ToJsonString());
    }

    [Fact]
    public async Task An_unknown_activity_is_shown_written_back_and_faults_clearly()
    {
        await using var engine = await Engine.StartAsync();
        const string json = """
            {"type":"Other.Thing","version":3,"id":"x","nodeId":"Workflow1:x","name":"The thing","gauge":{"typeName":"Int32","expression":{"type":"Literal","value":7}},
             "customProperties":{"canStartWorkflow":false},"metadata":{"designer":{"position":{"x":1.5,"y":2}}}}
            """;
        var serializer = engine.Get<IActivitySerializer>();

        var activity = Assert.IsType<NotFoundActivity>(serializer.Deserialize(json));
        var result = await engine.RunAsync(activity);

        Assert.Equal(("Other.Thing", 3, "x", "The thing"), (activity.MissingTypeName, activity.MissingTypeVersion, activity.Id, activity.Name));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(serializer.Serialize(activity))));
        Assert.Equal(WorkflowSubStatus.Faulted, result.WorkflowState.SubStatus);
        Assert.Contains("'Other.Thing', version 3, is not known here", Assert.Single(result.WorkflowState.Incidents).Message);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("[]", "")]
    [InlineData("{\"root\":5}", "An activity is an object")]
    [InlineData("{\"root\":{\"id\":\"x\"}}", "An activity has no type.")]
    [InlineData("{\"definitionId\":\"d\"}", "has no root activity")]
    [InlineData("{\"root\":{\"type\":\"Elsa.WriteLine\",\"id\":\"w\",\"text\":\"plain\"}}", "Activity 'w' (Elsa.WriteLine), property 'text': An input is an object, not String.")]
    [InlineData("{\"root\":{\"type\":\"Elsa.WriteLine\",\"id\":\"w\",\"text\":{\"expression\":{\"value\":1}}}}", "Activity 'w' (Elsa.WriteLine), property 'text': An expression is an object with a type and a value.")]
    [InlineData("{\"root\":{\"type\":\"Elsa.WriteLine\",\"id\":7}}", "property 'id': A text was expected, not Number.")]
    [InlineData("{\"root\":{\"type\":\"Elsa.Sequence\",\"id\":\"s\",\"activities\":[{\"type\":\"Elsa.If\",\"id\":\"i\",\"then\":3}]}}", "Activity 'i' (Elsa.If), property 'then': An activity is an object, not Number.")]
    [InlineData("{\"root\":{\"type\":\"Elsa.Sequence\",\"id\":\"s\",\"activities\":[null]}}", "Activity 's' (Elsa.Sequence), property 'activities': The list has an entry that is null.")]
    [InlineData("{\"root\":{\"type\":\"Elsa.Flowchart\",\"id\":\"f\",\"connections\":{}}}", "Activity 'f' (Elsa.Flowchart), property 'connections': A list was expected, not Object.")]
    public async Task Wrong_JSON_is_refused_with_the_activity_and_the_property(string json, string message)
    {
        await using var engine = await Engine.StartAsync();
        var error = Assert.ThrowsAny<Exception>(() => engine.Get<IWorkflowSerializer>().Deserialize(json));
        Assert.True(error is JsonException or InvalidOperationException, error.ToString());
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public async Task Lists_that_are_null_are_empty()
    {
        await using var engine = await Engine.StartAsync();
        const string json = """{"definitionId":"d","variables":[null],"inputs":[null],"outputs":null,"root":{"type":"Elsa.Sequence","id":"s","activities":null,"variables":null}}""";
        var result = await engine.RunAsync(engine.Get<IWorkflowSerializer>().Deserialize(json));
        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
    }

    [Fact]
    public async Task JSON_that_is_nested_without_end_is_refused()
    {
        await using var engine = await Engine.StartAsync();
        var json = string.Concat(Enumerable.Repeat("{\"type\":\"Elsa.If\",\"then\":", 5_000)) + "null" + new string('}', 5_000);
        Assert.ThrowsAny<JsonException>(() => engine.Get<IActivitySerializer>().Deserialize(json));
    }

    [Fact]
    public async Task The_oldest_form_of_connections_is_read()
    {
        await using var engine = await Engine.StartAsync();
        const string json = """
            {"type":"Elsa.Flowchart","id":"f","activities":[{"type":"Elsa.Start","id":"a"},{"type":"Elsa.End","id":"b"}],
             "connections":[{"source":"a","target":"b","sourcePort":"Done","targetPort":"In"}]}
            """;
        var chart = (Chart)engine.Get<IActivitySerializer>().Deserialize(json);
        Assert.Equal("a:Done->b:In", Assert.Single(chart.Connections).ToString());
    }

    [Fact]
    public async Task A_workflow_made_in_code_can_be_written_and_read_again()
    {
        await using var engine = await Engine.StartAsync();
        var first = new WriteLine("one") { Id = "one" };
        var second = new Sequence { Id = "two", Activities = { new WriteLine("two") { Id = "three" } } };
        var chart = new Chart { Id = "f", Activities = { first, second }, Connections = { new Connection(first, second) } };
        var mapper = engine.Get<WorkflowDefinitionMapper>();

        var json = engine.Get<IActivitySerializer>().Serialize(mapper.Map(new Workflow(chart)));
        var workflow = mapper.Map(engine.Get<IActivitySerializer>().Deserialize<WorkflowDefinitionModel>(json)!);
        await engine.RunAsync(workflow);

        Assert.Equal(["one", "two"], engine.Lines);
    }

    [Fact]
    public async Task An_engine_that_does_not_know_its_activities_yet_says_so()
    {
        await using var engine = await Engine.StartAsync(populate: false);
        var error = Assert.Throws<InvalidOperationException>(() => engine.Get<IActivitySerializer>().Deserialize("{\"type\":\"Elsa.Start\"}"));
        Assert.Contains("IRegistriesPopulator.PopulateAsync", error.Message);
    }

    private static string RoundTrip(Engine engine, string json)
    {
        var serializer = engine.Get<IWorkflowSerializer>();
        return serializer.Serialize(serializer.Deserialize(json));
    }
}
