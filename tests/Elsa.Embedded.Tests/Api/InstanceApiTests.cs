using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Elsa.Embedded.Tests.Api;

/// <summary>Instances by way of the API: started, looked at, cancelled, deleted, taken elsewhere.</summary>
public sealed class InstanceApiTests
{
    [Fact]
    public async Task A_run_answers_with_the_state_after_its_first_burst()
    {
        await using var host = await ApiHost.StartAsync();
        await host.ImportAsync(TestFiles.Definition("child"));

        var answer = await host.PostAsync("workflow-definitions/child/execute", """{"input":{"Name":"X"},"correlationId":"c1","name":"inst name"}""");

        Assert.Equal((200, "False", "true"), (answer.Status, answer.Headers["x-elsa-workflow-cannot-start"], answer.Headers["x-elsa-response"]));
        var state = answer.Json["workflowState"]!;
        Assert.Equal((answer.Headers["x-elsa-workflow-instance-id"], "Finished", "Hello X", "inst name"), (state["id"]!.ToString(), state["subStatus"]!.ToString(), state["output"]!["Greeting"]!.ToString(), state["name"]!.ToString()));
        var byQuery = await host.GetAsync("workflow-definitions/child/execute?input=%7B%22Name%22%3A%22Y%22%7D&correlationId=c2");
        Assert.Equal("Hello Y", byQuery.Json["workflowState"]!["output"]!["Greeting"]!.ToString());
        Assert.Equal(404, (await host.PostAsync("workflow-definitions/nope/execute")).Status);
        Assert.Equal(404, (await host.PostAsync("workflow-definitions/child/execute", """{"versionOptions":"7"}""")).Status);
    }

    [Fact]
    public async Task One_activity_is_run_by_its_handle_and_ends_the_instance()
    {
        await using var host = await ApiHost.StartAsync();
        await host.ImportAsync(TestFiles.Definition("delay"));

        var answer = await host.PostAsync("workflow-definitions/delay/execute", """{"activityHandle":{"activityId":"w2"}}""");

        var state = answer.Json["workflowState"]!;
        Assert.Equal((200, "Finished"), (answer.Status, state["subStatus"]!.ToString()));
        var execution = Assert.Single(state["activityExecutionContexts"]!.AsArray())!;
        Assert.Equal(("Workflow1:seq1:w2", "Completed"), (execution["scheduledActivityNodeId"]!.ToString(), execution["status"]!.ToString()));
    }

    [Fact]
    public async Task A_run_that_faults_answers_500_with_its_state()
    {
        await using var host = await ApiHost.StartAsync();
        await host.ImportAsync(TestFiles.Definition("fault"));

        var answer = await host.PostAsync("workflow-definitions/fault/execute");

        Assert.Equal((500, "Faulted"), (answer.Status, answer.Json["workflowState"]!["subStatus"]!.ToString()));
        Assert.NotNull(answer.Json["workflowState"]!["incidents"]![0]!["exception"]!["message"]);
        Assert.Equal(1, (await host.PostAsync("workflow-instances", """{"hasIncidents":true}""")).Json["totalCount"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_dispatch_hands_out_the_instance_and_an_unknown_channel_is_refused()
    {
        await using var host = await ApiHost.StartAsync();
        await host.ImportAsync(TestFiles.Definition("child"));

        var answer = await host.PostAsync("workflow-definitions/child/dispatch", """{"instanceId":"my-instance-1","input":{"Name":"D"}}""");
        var many = await host.PostAsync("workflow-definitions/child/bulk-dispatch", """{"count":3}""");
        var refused = await host.PostAsync("workflow-definitions/child/dispatch", """{"channel":"nope"}""");

        Assert.Equal("my-instance-1", answer.Json["workflowInstanceId"]!.ToString());
        Assert.Equal(3, many.Json["workflowInstanceIds"]!.AsArray().Count);
        Assert.Equal((400, "The specified channel does not exist."), (refused.Status, Assert.Single(refused.Errors)));
        await Eventually.TrueAsync(async () => (await host.PostAsync("workflow-instances", """{"statuses":["Finished"]}""")).Json["totalCount"]!.GetValue<int>() == 4);
    }

    [Fact]
    public async Task An_instance_is_looked_at_cancelled_and_deleted()
    {
        await using var host = await ApiHost.StartAsync();
        await host.ImportAsync(TestFiles.Definition("run-task"));
        var id = (await host.PostAsync("workflow-definitions/run-task/execute")).Headers["x-elsa-workflow-instance-id"];

        Assert.Equal("Suspended", (await host.GetAsync($"workflow-instances/{id}/execution-state")).Json["subStatus"]!.ToString());
        Assert.Equal("Elsa.RunTask", (await host.GetAsync($"workflow-instances/{id}")).Json["workflowState"]!["bookmarks"]![0]!["name"]!.ToString());
        var journal = (await host.PostAsync($"workflow-instances/{id}/journal?skip=1&take=2", """{"filter":{"excludedActivityTypes":["Elsa.Workflow"]}}""")).Json;
        Assert.Equal((2, 3L), (journal["items"]!.AsArray().Count, journal["totalCount"]!.GetValue<long>()));
        var summaries = (await host.GetAsync($"activity-execution-summaries/list?WorkflowInstanceId={id}&ActivityNodeId=Workflow1:fc1:rt")).Json;
        var execution = (await host.GetAsync($"activity-executions/by-id?id={summaries["items"]![0]!["id"]}")).Json;
        Assert.Equal(("approve", "ObjectMap"), (execution["activityState"]!["TaskName"]!.ToString(), execution["properties"]!["_type"]!.ToString()));
        Assert.Equal(["Workflow1", "fc1", "rt"], (await host.GetAsync($"activity-executions/{execution["id"]}/call-stack")).Json["items"]!.AsArray().Select(x => x!["activityId"]!.ToString()));
        var stats = (await host.PostAsync("activity-executions/report", $$"""{"workflowInstanceId":"{{id}}","activityNodeIds":["Workflow1:fc1:rt","nope"]}""")).Json["stats"]!.AsArray();
        Assert.True(Assert.Single(stats)!["isBlocked"]!.GetValue<bool>());

        Assert.Equal(200, (await host.PostAsync($"cancel/workflow-instances/{id}")).Status);
        Assert.Equal("Cancelled", (await host.GetAsync($"workflow-instances/{id}")).Json["subStatus"]!.ToString());
        Assert.Equal(204, (await host.SendAsync("DELETE", $"workflow-instances/{id}")).Status);
        Assert.Equal(404, (await host.SendAsync("DELETE", $"workflow-instances/{id}")).Status);
        Assert.Equal(404, (await host.PostAsync($"cancel/workflow-instances/{id}")).Status);
    }

    [Fact]
    public async Task Variables_are_shown_and_set()
    {
        await using var host = await ApiHost.StartAsync();
        await host.ImportAsync(TestFiles.Definition("run-task"));
        var id = (await host.PostAsync("workflow-definitions/run-task/execute")).Headers["x-elsa-workflow-instance-id"];

        var set = await host.PostAsync($"workflow-instances/{id}/variables", """{"variables":[{"id":"vR","value":"hello"}]}""");

        Assert.Equal("""{"items":[{"id":"vR","name":"R","value":"hello"}],"count":1}""", set.Text);
        Assert.Equal(set.Text, (await host.GetAsync($"workflow-instances/{id}/variables")).Text);
        Assert.Equal("""{"items":[],"count":0}""", (await host.GetAsync("workflow-instances/nope/variables")).Text);
    }

    [Fact]
    public async Task Wrong_filters_are_refused_by_name()
    {
        await using var host = await ApiHost.StartAsync();

        var order = await host.PostAsync("workflow-instances", """{"orderBy":"UpdatedTimestamp"}""");
        var versions = await host.GetAsync("workflow-definitions?versionOptions=All");
        var json = await host.PostAsync("workflow-instances", "{bad");

        Assert.Equal((400, "orderBy"), (order.Status, order.Json["errors"]!.AsObject().Single().Key));
        Assert.Equal((400, "versionOptions"), (versions.Status, versions.Json["errors"]!.AsObject().Single().Key));
        Assert.Equal((400, "serializerErrors"), (json.Status, json.Json["errors"]!.AsObject().Single().Key));
        Assert.Equal(200, (await host.PostAsync("workflow-instances", """{"orderBy":"LastExecuted","page":0,"pageSize":5,"timestampFilters":[{"column":"CreatedAt","operator":"GreaterThan","timestamp":"2026-01-01T00:00:00Z"}]}""")).Status);
    }

    [Fact]
    public async Task A_waiting_instance_goes_on_where_it_was_taken()
    {
        await using var here = await ApiHost.StartAsync();
        await using var there = await ApiHost.StartAsync();
        await here.ImportAsync(TestFiles.Definition("run-task"));
        await there.ImportAsync(TestFiles.Definition("run-task"));
        var started = await here.PostAsync("workflow-definitions/run-task/execute");
        var id = started.Headers["x-elsa-workflow-instance-id"];
        var task = started.Json["workflowState"]!["bookmarks"]![0]!["payload"]!["taskId"]!.ToString();

        var file = await here.PostAsync("bulk-actions/export/workflow-instances", $$"""{"ids":["{{id}}"],"includeBookmarks":true,"includeActivityExecutionLog":true,"includeWorkflowExecutionLog":true}""");
        using var form = Files("instances.zip", file.Content);
        var imported = await there.SendAsync("POST", "bulk-actions/import/workflow-instances", form, "*");
        using var again = Files("instances.zip", file.Content);
        var refused = await there.SendAsync("POST", "bulk-actions/import/workflow-instances", again, "*");
        await there.PostAsync($"tasks/{task}/complete", """{"result":"approved"}""");

        Assert.Equal("""{"imported":1}""", imported.Text);
        Assert.Contains("is here already", Assert.Single(refused.Errors), StringComparison.Ordinal);
        await Eventually.TrueAsync(async () => (await there.GetAsync($"workflow-instances/{id}")).Json["subStatus"]!.ToString() == "Finished");
    }

    [Fact]
    public async Task Definitions_are_exported_and_imported_as_files_and_archives()
    {
        await using var host = await ApiHost.StartAsync();
        await host.ImportAsync(TestFiles.Definition("child"));
        var version = (await host.GetAsync("workflow-definitions/child")).Json["id"]!.ToString();

        var file = await host.GetAsync("workflow-definitions/child/export");
        var archive = await host.PostAsync("bulk-actions/export/workflow-definitions", $$"""{"ids":["{{version}}"]}""");
        await host.SendAsync("DELETE", "workflow-definitions/child");
        using var form = Files("definitions.zip", archive.Content);
        var imported = await host.SendAsync("POST", "workflow-definitions/import-files", form, "*");

        Assert.Equal("https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json", JsonNode.Parse(file.Content)!["$schema"]!.ToString());
        Assert.StartsWith("attachment; filename=workflow-definition-child-child-", file.Headers["Content-Disposition"], StringComparison.Ordinal);
        using (var zip = new ZipArchive(new MemoryStream(archive.Content)))
            Assert.Equal($"workflow-definition-child-child-{version}.json", Assert.Single(zip.Entries).FullName);
        Assert.Equal("""{"count":1}""", imported.Text);
        Assert.False((await host.GetAsync("workflow-definitions/child")).Json["isPublished"]!.GetValue<bool>());
        using var bad = Files("bad.zip", "no zip"u8.ToArray());
        Assert.Contains("is no zip archive", (await host.SendAsync("POST", "workflow-definitions/import-files", bad, "*")).Text, StringComparison.Ordinal);
        Assert.Contains("has no root activity", (await host.PostAsync("workflow-definitions/import")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_faulted_instance_is_tried_again_and_changed()
    {
        await using var host = await ApiHost.StartAsync();
        await host.ImportAsync(TestFiles.Definition("fault"));
        var id = (await host.PostAsync("workflow-definitions/fault/execute")).Headers["x-elsa-workflow-instance-id"];

        var retried = await host.PostAsync("alterations/workflows/retry", $$"""{"workflowInstanceIds":["{{id}}"]}""");
        var unknown = await host.PostAsync("alterations/run", $$"""{"alterations":[{"type":"Nope"}],"workflowInstanceIds":["{{id}}"]}""");

        Assert.True(retried.Json["results"]![0]!["isSuccessful"]!.GetValue<bool>());
        Assert.Equal((400, "alterations[0]"), (unknown.Status, unknown.Json["errors"]!.AsObject().Single().Key));
        Assert.Equal([id], (await host.PostAsync("alterations/dry-run", $$"""{"workflowInstanceIds":["{{id}}"]}""")).Json["workflowInstanceIds"]!.AsArray().Select(x => x!.ToString()));
    }

    [Fact]
    public async Task One_activity_is_tried_out_and_nothing_is_stored()
    {
        await using var host = await ApiHost.StartAsync();
        await host.ImportAsync(TestFiles.Definition("child"));
        await host.ImportAsync(TestFiles.Definition("fault"));

        var tried = await host.PostAsync("tests/activities", """{"workflowDefinitionHandle":{"definitionId":"child"},"activityHandle":{"activityId":"w"}}""");
        var faulted = await host.PostAsync("tests/activities", """{"workflowDefinitionHandle":{"definitionId":"fault"},"activityHandle":{"activityId":"f1"}}""");
        var missing = await host.PostAsync("tests/activities", """{"workflowDefinitionHandle":{"definitionId":"nope"},"activityHandle":{"activityId":"w"}}""");

        Assert.Equal("""{"activityState":{"Text":"child null"},"outputs":{},"payload":{},"status":"Completed"}""", tried.Text);
        Assert.Equal("child null", Assert.Single(host.Lines));
        Assert.Equal((200, "Faulted"), (faulted.Status, faulted.Json["status"]!.ToString()));
        Assert.NotNull(faulted.Json["exception"]!["message"]);
        Assert.Equal((400, "Workflow definition not found."), (missing.Status, Assert.Single(missing.Errors)));
        Assert.Equal(0, (await host.GetAsync("workflow-instances")).Json["totalCount"]!.GetValue<int>());
    }

    private static MultipartFormDataContent Files(string name, byte[] content) => new() { { new ByteArrayContent(content), "files", name } };
}
