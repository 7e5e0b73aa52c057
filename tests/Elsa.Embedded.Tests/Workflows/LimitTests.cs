using System.Text;
using System.Text.Json;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Management;
using Elsa.Workflows.Models;

namespace Elsa.Embedded.Tests.Workflows;

public sealed class LimitTests
{
    [Fact]
    public async Task What_is_nested_as_deep_as_allowed_loads_runs_and_is_stored()
    {
        await using var engine = await Engine.StartAsync();
        var serializer = engine.Get<IWorkflowSerializer>();
        var workflow = serializer.Deserialize(serializer.Serialize(new Workflow(Nested(WorkflowGraph.MaxNesting, new WriteLine("inside")))));
        var result = await engine.Get<IWorkflowRunner>().RunAsync(workflow, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        Assert.Equal(["inside"], engine.Lines);
    }

    [Fact]
    public async Task What_is_nested_deeper_is_refused_by_name()
    {
        await using var engine = await Engine.StartAsync();
        var json = new StringBuilder();
        for (var i = 0; i < 150; i++)
            json.Append($"{{\"type\":\"Elsa.Sequence\",\"id\":\"s{i}\",\"activities\":[");
        json.Append(string.Concat(Enumerable.Repeat("]}", 150)));
        var error = Assert.ThrowsAny<JsonException>(() => engine.Get<IActivitySerializer>().Deserialize(json.ToString()));
        Assert.Contains("Activity 's128' (Elsa.Sequence) is nested deeper than 128 levels", error.Message);

        var tooDeep = await Assert.ThrowsAsync<InvalidOperationException>(() => engine.RunAsync(Nested(1_000, new WriteLine("never"))));
        Assert.Contains("nested deeper than 128 levels", tooDeep.Message);
    }

    [Fact]
    public async Task Ten_thousand_activities_load_and_run()
    {
        await using var engine = await Engine.StartAsync();
        var activities = Enumerable.Range(0, 10_000).Select(i => $$$$"""{"type":"Elsa.SetName","id":"a{{{{i}}}}","value":{"typeName":"String","expression":{"type":"Literal","value":"n{{{{i}}}}"}}}""");
        var connections = Enumerable.Range(1, 9_999).Select(i => $$$$"""{"source":{"activity":"a{{{{i - 1}}}}","port":"Done"},"target":{"activity":"a{{{{i}}}}","port":"In"}}""");
        var json = $$$$"""{"definitionId":"big","root":{"type":"Elsa.Flowchart","id":"f","activities":[{{{{string.Join(',', activities)}}}}],"connections":[{{{{string.Join(',', connections)}}}}]}}""";
        var workflow = engine.Get<IWorkflowSerializer>().Deserialize(json);
        var result = await engine.Get<IWorkflowRunner>().RunAsync(workflow, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((WorkflowSubStatus.Finished, "n9999"), (result.WorkflowState.SubStatus, result.WorkflowState.Name));
    }

    [Fact]
    public async Task A_body_of_64_MB_loads_and_is_written_again()
    {
        await using var engine = await Engine.StartAsync();
        var text = new string('x', 64 << 20);
        var serializer = engine.Get<IActivitySerializer>();
        var activity = serializer.Deserialize($$$$"""{"type":"Elsa.Sequence","id":"s","activities":[{"type":"Elsa.Sequence","id":"t","activities":[{"type":"Elsa.WriteLine","id":"w","text":{"typeName":"String","expression":{"type":"Literal","value":"{{{{text}}}}"}}}]}]}""");
        Assert.Contains(text, serializer.Serialize(activity), StringComparison.Ordinal);
    }

    private static IActivity Nested(int levels, IActivity inside)
    {
        var activity = inside;
        for (var i = 1; i < levels; i++)
            activity = i % 2 == 0 ? new Sequence { Activities = { activity } } : new If(_ => true) { Condition = new(true), Then = activity };
        return activity;
    }
}
