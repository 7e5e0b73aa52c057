using System.Text.Json;
using System.Text.Json.Nodes;
using TapeFlows.Server.Api.Tasks;
using TapeFlows.Testing;

namespace TapeFlows.Server.Tests.Api;

public sealed class TaskApiTests(ApiHosts hosts, PostgresServer postgres)
{
    private const string Tasks = "/api/scheduler/tasks";

    public static TheoryData<string> Kinds => ApiHosts.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_task_is_made_shown_changed_and_deleted_and_each_change_is_audited(string kind)
    {
        var host = await hosts.GetAsync(kind, postgres);
        var admin = host.As("admin");
        var name = $"nightly {Guid.NewGuid():N}";
        var made = (await admin.PostAsync(Tasks, Named(TaskExamples.Task, name))).With(201);
        var id = made.Json.GetProperty("id").GetString()!;
        Assert.Equal(($"{Tasks}/{id}", "\"1\""), (made.Location, made.ETag));
        Assert.Equal(("full-backup", "daily", "active", "api"), (Text(made, "procedure"), Text(made, "schedule_type"), Text(made, "status"), Text(made, "origin")));
        Assert.Equal("[60,300,900]", made.Json.GetProperty("retry_interval").GetRawText());
        Assert.Equal("""{"from":"20:00:00","to":"06:00:00"}""", made.Json.GetProperty("conditions").GetProperty("window").GetRawText());

        var shown = (await host.As("viewer").GetAsync($"{Tasks}/{id}")).With(200);
        Assert.Equal((made.ETag, name), (shown.ETag, Text(shown, "task_name")));
        var changed = (await admin.SendAsync(HttpMethod.Patch, $"{Tasks}/{id}", TaskExamples.Change, ("If-Match", shown.ETag!), ("Content-Type", "application/merge-patch+json"))).With(200);
        Assert.Equal(("weekly", "high", "\"2\""), (Text(changed, "schedule_type"), Text(changed, "priority"), changed.ETag));
        Assert.Equal("Europe/Berlin", Text(changed, "time_zone"));

        // What was shown can be sent back as it is.
        var replaced = (await admin.SendAsync(HttpMethod.Put, $"{Tasks}/{id}", shown.Body)).With(200);
        Assert.Equal(("daily", "normal"), (Text(replaced, "schedule_type"), Text(replaced, "priority")));
        (await admin.SendAsync(HttpMethod.Delete, $"{Tasks}/{id}", body: null, ("If-Match", shown.ETag!))).Problem(412, "version-mismatch");
        (await admin.SendAsync(HttpMethod.Delete, $"{Tasks}/{id}", body: null, ("If-Match", replaced.ETag!))).With(204);
        (await admin.GetAsync($"{Tasks}/{id}")).Problem(404, "not-found");
        Assert.Equal(["task.create", "task.change", "task.change", "task.delete"], (await host.AuditAsync(name)).Select(entry => entry.Action));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Two_persons_do_not_overwrite_each_other(string kind)
    {
        var admin = (await hosts.GetAsync(kind, postgres)).As("admin");
        var made = (await admin.PostAsync(Tasks, Named(TaskExamples.Task, $"shared {Guid.NewGuid():N}"))).With(201);
        var path = made.Location!;
        (await admin.SendAsync(HttpMethod.Patch, path, """{"description":"mine"}""", ("If-Match", made.ETag!))).With(200);
        (await admin.SendAsync(HttpMethod.Patch, path, """{"description":"yours"}""", ("If-Match", made.ETag!))).Problem(412, "version-mismatch");
        (await admin.SendAsync(HttpMethod.Patch, path, """{"description":"yours"}""", ("If-Match", "W/\"1\""))).Problem(412, "version-mismatch");
        Assert.Equal("mine", Text(await admin.GetAsync(path), "description"));
        (await admin.SendAsync(HttpMethod.Patch, path, """{"description":"ours"}""", ("If-Match", "*"))).With(200);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_mistake_in_a_body_is_named_at_once(string kind)
    {
        var admin = (await hosts.GetAsync(kind, postgres)).As("admin");
        var problem = (await admin.PostAsync(Tasks, """
            { "task_name": 7, "colour": "red", "action_type": "dance", "enabled": "yes", "retry_count": 99, "run_timeout": 0, "depends_on": [{ "task": "x" }],
              "conditions": { "max_load": "much", "window": { "from": "25:00" } }, "schedule_config": [] }
            """)).Problem(400, "invalid-fields");
        Assert.Equal(
            ["action_type", "colour", "conditions.max_load", "conditions.window.from", "depends_on[0].task", "enabled", "retry_count", "run_timeout", "schedule_config", "task_name"],
            problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
        Assert.Contains("backup, recovery, cleanup", problem.GetProperty("errors").GetProperty("action_type")[0].GetString(), StringComparison.Ordinal);

        problem = (await admin.PostAsync(Tasks, """{ "task_name": "x", "schedule_type": "daily", "schedule_config": { "time": "noon" }, "depends_on": [{}], "retry_interval": ["soon"] }""")).Problem(400, "invalid-fields");
        Assert.Equal(["depends_on[0].task_id", "retry_interval", "schedule_config.time"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_a_task_depends_on_is_named_by_id_or_by_name(string kind)
    {
        var admin = (await hosts.GetAsync(kind, postgres)).As("admin");
        var mark = $"named {Guid.NewGuid():N}";
        var first = (await admin.PostAsync(Tasks, $$"""{ "task_name": "{{mark}} first", "action_config": { "sources": ["/etc"] } }""")).Json.GetProperty("id").GetString();
        foreach (var said in (string[])[$"\"{first}\"", $"\"{mark} first\"", $$"""{ "task_id": "{{mark}} first" }""", $$"""{ "task_id": "{{first}}" }"""])
        {
            var made = await admin.PostAsync(Tasks, $$"""{ "task_name": "{{mark}} then", "action_config": { "sources": ["/etc"] }, "depends_on": [{{said}}] }""");
            Assert.True(made.Status == 201, made.Body);
            Assert.Equal(first, Assert.Single(made.Json.GetProperty("depends_on").EnumerateArray()).GetProperty("task_id").GetString());
            Assert.Equal(204, (await admin.SendAsync(HttpMethod.Delete, $"{Tasks}/{made.Json.GetProperty("id").GetString()}", body: null)).Status);
        }

        var problem = (await admin.PostAsync(Tasks, $$"""{ "task_name": "{{mark}} then", "depends_on": ["{{mark}} first", { "task_id": "{{first}}" }] }""")).Problem(400, "invalid-fields");
        Assert.Contains("twice", problem.GetProperty("errors").GetProperty("depends_on")[0].GetString(), StringComparison.Ordinal);
        problem = (await admin.PostAsync(Tasks, $$"""{ "task_name": "{{mark}} then", "depends_on": ["nobody", 7] }""")).Problem(400, "invalid-fields");
        Assert.Contains("an object with task_id", problem.GetProperty("errors").GetProperty("depends_on[1]")[0].GetString(), StringComparison.Ordinal);
        (await admin.PostAsync(Tasks, $$"""{ "task_name": "{{mark}} then", "depends_on": [""] }""")).Problem(400, "invalid-fields");
    }

    [Theory]
    [InlineData("{ \"task_name\": \"x\", }", "malformed-json", 400)]
    [InlineData("", "malformed-json", 400)]
    [InlineData("[]", "malformed-json", 400)]
    [InlineData("{ \"task_name\": \"x\", \"task_name\": \"y\" }", "malformed-json", 400)]
    [InlineData("{}", "invalid-fields", 400)]
    [InlineData("{ \"task_name\": \"x\", \"procedure\": \"nothing\", \"action_type\": \"custom\" }", "invalid-fields", 400)]
    public async Task A_body_that_makes_no_sense_is_refused_with_what_to_do(string body, string word, int status)
    {
        var admin = (await hosts.GetAsync("SQLite", postgres)).As("admin");
        var problem = (await admin.PostAsync(Tasks, body)).Problem(status, word);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
    }

    [Fact]
    public async Task A_body_of_another_type_is_refused()
    {
        var admin = (await hosts.GetAsync("SQLite", postgres)).As("admin");
        (await admin.PostAsync(Tasks, "task_name=x", ("Content-Type", "application/x-www-form-urlencoded"))).Problem(415, "unsupported-media-type");
    }

    [Theory]
    [InlineData("page=0", "page")]
    [InlineData("page_size=1001", "page_size")]
    [InlineData("page_size=many", "page_size")]
    [InlineData("enabled_only=perhaps", "enabled_only")]
    [InlineData("action_type=dance", "action_type")]
    [InlineData("pagesize=5", "pagesize")]
    public async Task A_query_that_makes_no_sense_is_refused_by_name(string query, string name)
    {
        var viewer = (await hosts.GetAsync("SQLite", postgres)).As("viewer");
        Assert.Equal(name, (await viewer.GetAsync($"{Tasks}?{query}")).Problem(400, "invalid-fields").GetProperty("errors").EnumerateObject().Single().Name);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Lists_are_filtered_and_paged(string kind)
    {
        var host = await hosts.GetAsync(kind, postgres);
        var (admin, viewer) = (host.As("admin"), host.As("viewer"));
        var mark = Guid.NewGuid().ToString("N");
        for (var i = 0; i < 3; i++)
            (await admin.PostAsync(Tasks, $$"""{ "task_name": "{{mark}} {{i}}", "enabled": {{(i == 0 ? "false" : "true")}}, "action_config": { "sources": ["/home"] } }""")).With(201);
        var page = (await viewer.GetAsync($"{Tasks}?search={mark.ToUpperInvariant()}&page=2&page_size=2&enabled_only=&action_type=backup")).With(200).Json;
        Assert.Equal((3, 2, 2, 1), (page.GetProperty("total").GetInt32(), page.GetProperty("page").GetInt32(), page.GetProperty("page_size").GetInt32(), page.GetProperty("tasks").GetArrayLength()));
        Assert.Equal(2, (await viewer.GetAsync($"{Tasks}?search={mark}&enabled_only=true")).Json.GetProperty("total").GetInt32());
        Assert.Equal(0, (await viewer.GetAsync($"{Tasks}?search={mark}&action_type=cleanup")).Json.GetProperty("total").GetInt32());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_task_is_enabled_run_stopped_and_its_log_read_and_exported(string kind)
    {
        var host = await hosts.GetAsync(kind, postgres);
        using var tape = await host.TakeTapeAsync();
        var (admin, operates) = (host.As("admin"), host.As("operator"));
        var made = (await admin.PostAsync(Tasks, $$"""{ "task_name": "by hand, {{Guid.NewGuid():N}}", "action_config": { "sources": ["{{host.MakeSource()}}"] }, "retry_count": 0 }""")).With(201);
        var id = Text(made, "id");
        Assert.Equal("inactive", Text((await admin.PostAsync($"{Tasks}/{id}/disable", "{}")).With(200), "status"));
        Assert.Equal("active", Text((await admin.PostAsync($"{Tasks}/{id}/enable")).With(200), "status"));
        (await operates.PostAsync($"{Tasks}/{id}/stop")).Problem(409, "conflict");
        var run = (await operates.PostAsync($"{Tasks}/{id}/run")).With(202);
        var executionId = Text(run, "execution_id");
        Assert.Equal($"/api/scheduler/runs/{executionId}", run.Location);
        var ended = await EndAsync(operates, run.Location!);
        Assert.True(Text(ended, "status") == "success", ended.Body);
        Assert.Equal(("manual", "full-backup"), (Text(ended, "trigger"), Text(ended, "procedure")));
        Assert.NotEqual(Guid.Empty, ended.Json.GetProperty("result").GetProperty("backup_set_id").GetGuid());

        var log = (await operates.GetAsync($"{Tasks}/{id}/logs?limit=5&offset=0")).With(200).Json;
        Assert.Equal((1, 5, 0), (log.GetProperty("total").GetInt32(), log.GetProperty("limit").GetInt32(), log.GetProperty("offset").GetInt32()));
        Assert.Equal(executionId, log.GetProperty("logs")[0].GetProperty("execution_id").GetString());
        Assert.Contains(executionId, (await operates.GetAsync("/api/scheduler/logs?limit=100")).With(200).Body, StringComparison.Ordinal);
        var csv = (await operates.GetAsync("/api/scheduler/logs/export?format=csv")).With(200);
        Assert.Equal("text/csv", csv.Type);
        Assert.Single(csv.Body.Split("\r\n"), line => line.StartsWith(executionId, StringComparison.Ordinal));
        Assert.Contains((await operates.GetAsync("/api/scheduler/logs/export?format=json")).With(200).Json.EnumerateArray(), line => line.GetProperty("execution_id").GetString() == executionId);
        Assert.Contains(await host.AuditAsync(id), entry => entry is { Action: "task.run", Who: "key operator" });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_done_at_once_has_a_log_and_no_place_in_lists(string kind)
    {
        var host = await hosts.GetAsync(kind, postgres);
        using var tape = await host.TakeTapeAsync();
        var operates = host.As("operator");
        var run = (await operates.PostAsync($"{Tasks}/execute-now", $$"""{ "action_config": { "sources": ["{{host.MakeSource()}}"] }, "retry_interval": 1, "retry_count": 0 }""")).With(202);
        Assert.Equal("success", Text(await EndAsync(operates, run.Location!), "status"));
        Assert.Equal(1, (await operates.GetAsync($"{Tasks}/{Text(run, "task_id")}/logs")).With(200).Json.GetProperty("total").GetInt32());
        (await operates.PostAsync($"{Tasks}/execute-now", TaskExamples.Task)).Problem(400, "invalid-fields");
    }

    [Fact]
    public async Task The_preview_is_in_the_zone_of_the_schedule()
    {
        var viewer = (await hosts.GetAsync("SQLite", postgres)).As("viewer");
        var preview = (await viewer.PostAsync("/api/scheduler/preview", TaskExamples.Preview)).With(200).Json;
        Assert.Equal("Europe/Berlin", preview.GetProperty("time_zone").GetString());
        var fires = preview.GetProperty("fires").EnumerateArray().Select(fire => fire.GetDateTimeOffset()).ToArray();
        Assert.Equal(5, fires.Length);
        Assert.All(fires, fire => Assert.Equal((DateTime.DaysInMonth(fire.Year, fire.Month), 2), (fire.Day, fire.Hour)));
        Assert.Equal("UTC", (await viewer.PostAsync("/api/scheduler/preview", """{ "schedule_type": "daily", "schedule_config": { "time": "02:00" } }""")).With(200).Json.GetProperty("time_zone").GetString());
        var problem = (await viewer.PostAsync("/api/scheduler/preview", """{ "schedule_type": "daily", "schedule_config": {}, "count": 0 }""")).Problem(400, "invalid-fields");
        Assert.Equal("count", problem.GetProperty("errors").EnumerateObject().Single().Name);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_status_says_what_runs_and_where(string kind)
    {
        var viewer = (await hosts.GetAsync(kind, postgres)).As("viewer");
        var status = (await viewer.GetAsync("/api/scheduler/status")).With(200).Json;
        Assert.Equal(JsonValueKind.Array, status.GetProperty("queue").ValueKind);
        Assert.True(status.GetProperty("nodes")[0].GetProperty("is_this").GetBoolean());
    }

    [Fact]
    public async Task What_is_nowhere_or_cannot_be_done_there_is_a_problem_too()
    {
        var host = await hosts.GetAsync("SQLite", postgres);
        (await host.As("viewer").GetAsync("/api/nothing")).Problem(404, "not-found");
        (await host.As("admin").SendAsync(HttpMethod.Put, Tasks, "{}")).Problem(405, "method-not-allowed");
        (await host.As("viewer").GetAsync($"{Tasks}/none")).Problem(404, "not-found");
        (await host.As("viewer").GetAsync($"{Tasks}/none/logs")).Problem(404, "not-found");
        (await host.As("viewer").GetAsync($"/api/scheduler/runs/{Guid.Empty}")).Problem(404, "not-found");
        (await host.As("operator").PostAsync($"{Tasks}/none/run")).Problem(404, "not-found");
    }

    private static string Text(ApiAnswer answer, string name) => answer.Json.GetProperty(name).GetString()!;

    private static string Named(string example, string name)
    {
        var body = JsonNode.Parse(example)!;
        body["task_name"] = name;
        return body.ToJsonString();
    }

    private static Task<ApiAnswer> EndAsync(ApiCaller caller, string run) =>
        Eventually.HasAsync(async () => (await caller.GetAsync(run)).With(200), answer => Text(answer, "status") is not ("pending" or "running"), "the end of the run");
}
