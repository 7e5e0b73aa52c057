using System.Text.Json;
using System.Text.Json.Nodes;
using TapeFlows.Server.Api.Administration;
using TapeFlows.Server.Data;
using TapeFlows.Testing;

namespace TapeFlows.Server.Tests.Api;

public sealed class SystemApiTests(ApiHosts hosts, PostgresServer postgres)
{
    public static TheoryData<string> Kinds => ApiHosts.Kinds;

    [Fact]
    public async Task The_server_says_what_it_is()
    {
        var viewer = (await hosts.GetAsync("SQLite", postgres)).As("viewer");
        Assert.NotEmpty((await viewer.GetAsync("/api/system/version")).With(200).Json.GetProperty("version").GetString()!);
        Assert.NotEmpty((await viewer.GetAsync("/api/system/health")).Json.GetProperty("status").GetString()!);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_settings_are_shown_without_secrets(string kind)
    {
        var admin = (await hosts.GetAsync(kind, postgres)).As("admin");
        Assert.Equal("UTC", (await admin.GetAsync("/api/system/settings")).With(200).Json.GetProperty("scheduler").GetProperty("time_zone").GetString());
    }

    [Fact]
    public void A_password_never_stands_in_what_is_shown()
    {
        var settings = new Settings { Catalog = new CatalogSettings { ConnectionString = "Host=db;Username=tapeflows;Password=geheim;Ssl Password=geheim" } };
        var shown = ShownSettings.Of(settings).ToJsonString();
        Assert.DoesNotContain("geheim", shown, StringComparison.Ordinal);
        Assert.Contains("tapeflows", shown, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_configuration_is_exported_and_restored_with_who_depends_on_whom(string kind)
    {
        var host = await hosts.GetAsync(kind, postgres);
        var admin = host.As("admin");
        var mark = Guid.NewGuid().ToString("N");
        var first = (await admin.PostAsync("/api/scheduler/tasks", $$"""{ "task_name": "{{mark}} first", "action_config": { "sources": ["/a"] } }""")).With(201).Json.GetProperty("id").GetString();
        var second = (await admin.PostAsync("/api/scheduler/tasks", $$"""{ "task_name": "{{mark}} second", "action_config": { "sources": ["/b"] }, "depends_on": [{ "task_id": "{{first}}" }] }""")).With(201).Json.GetProperty("id").GetString();
        var exported = JsonNode.Parse((await admin.GetAsync("/api/system/configuration")).With(200).Body)!.AsObject();
        Assert.Contains(exported["procedures"]!.AsArray(), procedure => (string?)procedure!["definitionId"] == "full-backup");

        foreach (var id in (string[])[second!, first!])
            (await admin.SendAsync(HttpMethod.Delete, $"/api/scheduler/tasks/{id}", body: null)).With(204);
        exported["tasks"] = new JsonArray([.. exported["tasks"]!.AsArray().Where(task => ((string)task!["task_name"]!).StartsWith(mark, StringComparison.Ordinal)).Select(task => task!.DeepClone())]);
        var looked = (await admin.PostAsync("/api/system/configuration?dry_run=true", exported.ToJsonString())).With(200).Json;
        Assert.All(looked.GetProperty("tasks").EnumerateArray(), change => Assert.Equal("created", change.GetProperty("change").GetString()));
        Assert.All(looked.GetProperty("procedures").EnumerateArray(), change => Assert.Equal("unchanged", change.GetProperty("change").GetString()));
        Assert.Equal(0, (await admin.GetAsync($"/api/scheduler/tasks?search={mark}")).Json.GetProperty("total").GetInt32());

        (await admin.PostAsync("/api/system/configuration", exported.ToJsonString())).With(200);
        var restored = (await admin.GetAsync($"/api/scheduler/tasks?search={mark}")).Json.GetProperty("tasks").EnumerateArray().ToArray();
        Assert.Equal(2, restored.Length);
        Assert.Equal(restored[0].GetProperty("id").GetString(), restored[1].GetProperty("depends_on")[0].GetProperty("task_id").GetString());

        // What is the same already is left alone, whatever ids it has here.
        Assert.Equal(["unchanged", "unchanged"], await ChangesAsync("?dry_run=true"));
        Assert.Equal(["unchanged", "unchanged"], await ChangesAsync(""));
        Assert.Equal(2, (await admin.GetAsync($"/api/scheduler/tasks/{restored[1].GetProperty("id").GetString()}")).With(200).Json.GetProperty("version").GetInt32());
        exported["tasks"]![0]!["priority"] = "high";
        Assert.Equal(["changed", "unchanged"], await ChangesAsync("?dry_run=true"));
        Assert.Equal(["changed", "unchanged"], await ChangesAsync(""));

        async Task<string[]> ChangesAsync(string query) =>
            [.. (await admin.PostAsync("/api/system/configuration" + query, exported.ToJsonString())).With(200).Json.GetProperty("tasks").EnumerateArray().Select(change => change.GetProperty("change").GetString()!)];
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_figures_of_the_moment_are_shown(string kind)
    {
        var figures = (await (await hosts.GetAsync(kind, postgres)).As("viewer").GetAsync("/api/system/metrics")).With(200).Json;
        Assert.True(figures.GetProperty("memory_bytes").GetInt64() > 0);
        Assert.Equal(2, figures.GetProperty("drives").GetArrayLength());
        Assert.True(figures.GetProperty("operations").TryGetProperty("queued", out _));
    }

    [Fact]
    public async Task A_drive_that_the_library_does_not_have_is_refused_at_the_start()
    {
        var error = await Assert.ThrowsAsync<UsageException>(() => ApiHost.StartAsync(settings: new JsonObject { ["drives"] = new JsonArray("drive9") }));
        Assert.Matches("'drive9'.*has 'drive", error.Message);
    }

    [Fact]
    public async Task A_configuration_that_makes_no_sense_changes_nothing()
    {
        var admin = (await hosts.GetAsync("SQLite", postgres)).As("admin");
        Assert.Equal("format", Field((await admin.PostAsync("/api/system/configuration", """{ "format": 9 }""")).Problem(400, "invalid-fields")));
        Assert.Equal("tasks[0].colour", Field((await admin.PostAsync("/api/system/configuration", """{ "format": 1, "tasks": [{ "colour": "red" }] }""")).Problem(400, "invalid-fields")));
        Assert.Equal("procedures[0]", Field((await admin.PostAsync("/api/system/configuration", """{ "format": 1, "procedures": [{ "definitionId": "x" }] }""")).Problem(400, "invalid-fields")));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_addresses_of_the_older_service_answer_in_its_envelope(string kind)
    {
        var host = await hosts.GetAsync(kind, postgres);
        using var tape = await host.TakeTapeAsync();
        var admin = host.As("admin");
        var status = (await admin.GetAsync("/api/backups/scheduler/status")).With(200).Json;
        Assert.True(status.GetProperty("success").GetBoolean());
        Assert.Equal(JsonValueKind.Array, status.GetProperty("data").GetProperty("runningTasks").ValueKind);
        var unknown = (await admin.PostAsync("/api/backups/scheduler/trigger", """{ "taskId": "backup_weekly" }""")).With(404).Json;
        Assert.False(unknown.GetProperty("success").GetBoolean());
        Assert.Contains("backup_weekly", unknown.GetProperty("message").GetString(), StringComparison.Ordinal);
        // Built-in ones can be started without the variables that give them a time; and a body may be left out.
        var cleanup = (await admin.PostAsync("/api/backups/scheduler/trigger", """{ "taskId": "cleanup" }""")).With(200).Json.GetProperty("data").GetProperty("executionId").GetString();
        Assert.Equal("cleanup", (await admin.GetAsync($"/api/scheduler/runs/{cleanup}")).With(200).Json.GetProperty("task_name").GetString()![..7]);
        var full = (await admin.PostAsync("/api/backups")).With(200).Json.GetProperty("data");
        Assert.Equal("backup_full", full.GetProperty("taskId").GetString());
        (await admin.GetAsync($"/api/scheduler/runs/{full.GetProperty("executionId").GetString()}")).With(200);
        Assert.Contains("BACKUP_SCHEDULER_ENABLED", (await admin.SendAsync(HttpMethod.Patch, "/api/backups/scheduler/task/cleanup", """{ "enabled": true }""")).With(404).Body, StringComparison.Ordinal);
        (await admin.PostAsync("/api/backups/scheduler/trigger", "{}")).With(400);
        (await admin.SendAsync(HttpMethod.Patch, "/api/backups/scheduler/task/backup_full", """{ "enabled": false }""")).With(404);
        (await admin.PostAsync("/api/backups", """{ "type": "weekly" }""")).With(400);

        var run = await BackupApiTests.RunAsync(admin, (await admin.PostAsync("/api/scheduler/tasks/execute-now", $$"""{ "action_config": { "sources": ["{{host.MakeSource()}}"] } }""")).With(202));
        var id = run.GetProperty("result").GetProperty("backup_set_id").GetString();
        Assert.Contains((await admin.GetAsync("/api/backups")).With(200).Json.GetProperty("data").EnumerateArray(), set => set.GetProperty("id").GetString() == id);
        Assert.Equal(1000, (await admin.GetAsync($"/api/backups/{id}")).With(200).Json.GetProperty("data").GetProperty("size").GetInt32());
        (await admin.SendAsync(HttpMethod.Delete, $"/api/backups/{id}", body: null)).With(200);
        Assert.False((await admin.GetAsync($"/api/backups/{id}")).With(404).Json.GetProperty("success").GetBoolean());
        (await host.As("operator").GetAsync("/api/backups")).Problem(403, "forbidden");
    }

    private static string Field(JsonElement problem) => problem.GetProperty("errors").EnumerateObject().Single().Name;
}
