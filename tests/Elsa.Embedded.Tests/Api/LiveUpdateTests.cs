using System.Text.Json.Nodes;

namespace Elsa.Embedded.Tests.Api;

/// <summary>The hub speaks what Studio's client understands: the JSON protocol of SignalR, records ended by 0x1E.</summary>
public sealed class LiveUpdateTests
{
    [Fact]
    public async Task A_viewer_is_told_what_was_stored_of_the_instance_it_looks_at()
    {
        await using var host = await ApiHost.StartAsync();
        await host.ImportAsync(TestFiles.Definition("run-task"));
        var started = await host.PostAsync("workflow-definitions/run-task/execute");
        var id = started.Headers["x-elsa-workflow-instance-id"];
        var task = started.Json["workflowState"]!["bookmarks"]![0]!["payload"]!["taskId"]!.ToString();
        using var viewer = await HubViewer.ConnectAsync(host);

        Assert.Null((await viewer.ObserveAsync(id))["error"]);
        await host.PostAsync($"tasks/{task}/complete", """{"result":"approved"}""");

        var told = new List<JsonNode>();
        while (told.Count < 3)
            told.Add(await viewer.ReceiveAsync());
        Assert.Equal(["ActivityExecutionLogUpdatedAsync", "WorkflowExecutionLogUpdatedAsync", "WorkflowInstanceUpdatedAsync"], told.Select(x => x["target"]!.ToString()));
        var stats = told[0]["arguments"]![0]!["stats"]!.AsArray();
        Assert.Contains(stats, x => x!["activityNodeId"]!.ToString() == "Workflow1:fc1:rt" && x["completedCount"]!.GetValue<int>() == 1);
        Assert.Equal(id, told[2]["arguments"]![0]!["workflowInstanceId"]!.ToString());
    }

    [Fact]
    public async Task An_instance_that_is_not_there_cannot_be_looked_at()
    {
        await using var host = await ApiHost.StartAsync();
        using var viewer = await HubViewer.ConnectAsync(host);

        Assert.Contains("Access denied.", (await viewer.ObserveAsync("nope"))["error"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hub_needs_permission_and_Studio_learns_of_it_by_the_list_of_features()
    {
        await using var host = await ApiHost.StartAsync();

        Assert.Equal(401, (await host.SendAsync("POST", "/elsa/hubs/workflow-instance/negotiate?negotiateVersion=1", (HttpContent?)null, null)).Status);
        Assert.Equal(403, (await host.SendAsync("POST", "/elsa/hubs/workflow-instance/negotiate?negotiateVersion=1", (HttpContent?)null, "read:nothing")).Status);
        Assert.Equal(200, (await host.SendAsync("POST", "/elsa/hubs/workflow-instance/negotiate?negotiateVersion=1", (HttpContent?)null, "read:workflow-instances")).Status);
        var features = (await host.GetAsync("features/installed")).Json["items"]!.AsArray().Select(x => x!["fullName"]!.ToString()).ToList();
        Assert.Contains("Elsa.RealTimeWorkflowUpdates", features);
        Assert.Contains("Elsa.Resilience", features);
    }
}
