using System.Text.Json.Nodes;
using Elsa.Embedded.Tests.Persistence;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Messages;

namespace Elsa.Embedded.Tests.Api;

/// <summary>Who looks at an instance sees it live, whichever node runs it.</summary>
public abstract class LiveUpdateNodesContract(TestStorage storage) : IAsyncLifetime
{
    public ValueTask InitializeAsync() => storage.InitializeAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return storage.DisposeAsync();
    }

    [Fact]
    public async Task A_viewer_at_one_node_is_told_what_another_node_stores()
    {
        await using var here = await ApiHost.StartAsync(shared: storage);
        await using var there = await ApiHost.StartAsync(shared: storage);
        await there.ImportAsync(TestFiles.Definition("run-task"));
        var started = await there.PostAsync("workflow-definitions/run-task/execute");
        var id = started.Headers["x-elsa-workflow-instance-id"];
        using var viewer = await HubViewer.ConnectAsync(here);
        Assert.Null((await viewer.ObserveAsync(id))["error"]);

        // Not by a dispatch, which any node may take: this one runs it now.
        var bookmark = started.Json["workflowState"]!["bookmarks"]![0]!["id"]!.ToString();
        await there.CallAsync<IWorkflowRuntime, RunWorkflowInstanceResponse>(async runtime =>
            await (await runtime.CreateClientAsync(id, ApiHost.Token)).RunInstanceAsync(new RunWorkflowInstanceRequest { BookmarkId = bookmark }, ApiHost.Token));

        var told = new List<JsonNode>();
        while (told.Count < 3)
            told.Add(await viewer.ReceiveAsync());
        Assert.Equal(["ActivityExecutionLogUpdatedAsync", "WorkflowExecutionLogUpdatedAsync", "WorkflowInstanceUpdatedAsync"], told.Select(x => x["target"]!.ToString()));
        Assert.Contains(told[0]["arguments"]![0]!["stats"]!.AsArray(), x => x!["activityNodeId"]!.ToString() == "Workflow1:fc1:rt" && x["completedCount"]!.GetValue<int>() == 1);
        Assert.Equal(id, told[2]["arguments"]![0]!["workflowInstanceId"]!.ToString());
    }
}

public sealed class SqliteLiveUpdateTests() : LiveUpdateNodesContract(new SqliteTestStorage());

public sealed class PostgreSqlLiveUpdateTests(PostgresServer server) : LiveUpdateNodesContract(new PostgreSqlTestStorage(server));
