namespace Elsa.Embedded.Tests.Api;

/// <summary>Answers have the properties that those of a real Elsa 3.8 server have, and no others: what Studio reads.</summary>
public sealed class ShapeTests
{
    [Fact]
    public async Task Definitions_have_the_recorded_shape()
    {
        await using var host = await ApiHost.StartAsync();
        await host.ImportAsync(TestFiles.Definition("child"));
        await host.ImportAsync(TestFiles.Definition("fault"));

        AssertShape("definition", await host.GetAsync("workflow-definitions/by-definition-id/child"));
        AssertShape("definition-list", await host.GetAsync("workflow-definitions?versionOptions=Published&definitionIds=child"));
        AssertShape("published", await host.PostAsync("workflow-definitions/fault/publish"));
        AssertShape("activity", await host.GetAsync("descriptors/activities/Elsa.WriteLine"));
        AssertShape("refusal", await host.PostAsync("workflow-definitions", "{bad"));
    }

    [Fact]
    public async Task Instances_have_the_recorded_shape()
    {
        await using var host = await ApiHost.StartAsync();
        foreach (var name in new[] { "child", "fault", "run-task" })
            await host.ImportAsync(TestFiles.Definition(name));

        var run = await host.PostAsync("workflow-definitions/child/execute", """{"input":{"Name":"X"},"correlationId":"c1","name":"inst name"}""");
        AssertShape("run", run);
        AssertShape("faulted-run", await host.PostAsync("workflow-definitions/fault/execute"));
        AssertShape("instance-list", await host.PostAsync("workflow-instances", """{"searchTerm":"c1"}"""));
        var id = run.Headers["x-elsa-workflow-instance-id"];
        AssertShape("journal", await host.PostAsync($"workflow-instances/{id}/journal"));
        var summaries = await host.GetAsync($"activity-execution-summaries/list?workflowInstanceId={id}");
        AssertShape("summaries", summaries);
        AssertShape("execution", await host.GetAsync($"activity-executions/{summaries.Json["items"]!.AsArray().Single(x => x!["activityId"]!.ToString() == "w")!["id"]}"));

        var waiting = (await host.PostAsync("workflow-definitions/run-task/execute")).Headers["x-elsa-workflow-instance-id"];
        AssertShape("instance", await host.GetAsync($"workflow-instances/{waiting}"));
        AssertShape("stats", await host.PostAsync("activity-executions/report", $$"""{"workflowInstanceId":"{{waiting}}","activityNodeIds":["Workflow1:fc1:rt","Workflow1:fc1"]}"""));
    }

    private static void AssertShape(string name, ApiAnswer answer)
    {
        var differences = Shape.Differences(File.ReadAllLines(TestFiles.PathOf($"Api/{name}.shape.txt")), answer.Json);
        Assert.True(differences.Length == 0, $"{name}: {string.Join("; ", differences)}");
    }
}
