using System.Text.Json;
using System.Text.Json.Nodes;
using TapeFlows.Server.Data;
using TapeFlows.Server.Tests.Api;
using TapeFlows.Testing;

namespace TapeFlows.Server.Tests.Telemetry;

/// <summary>What a collector gets to see of a run.</summary>
public sealed class TraceTests(PostgresServer postgres)
{
    [Theory]
    [InlineData(ApiHost.Sqlite)]
    [InlineData(ApiHost.PostgreSql)]
    public async Task A_collector_gets_the_tape_work_of_a_run_in_the_trace_of_the_run(string kind)
    {
        await using var collector = await OtlpReceiver.StartAsync();
        var settings = new JsonObject { ["telemetry"] = new JsonObject { ["otlp"] = collector.Address.ToString(), ["otlp_protocol"] = "http/protobuf" } };
        string run;
        await using (var host = await ApiHost.StartAsync(kind, postgres, hasProcedures: true, settings))
        {
            var admin = host.As("admin");
            var started = (await admin.PostAsync("/api/scheduler/tasks/execute-now", $$"""{ "action_config": { "sources": ["{{host.MakeSource()}}"] } }""")).With(202).Json.GetProperty("execution_id").GetString();
            var ended = await Eventually.HasAsync(async () => (await admin.GetAsync($"/api/scheduler/runs/{started}")).With(200).Json, seen => Text(seen, "status") is not ("pending" or "running"), "the end of the run");
            Assert.True(Text(ended, "status") == "success", ended.ToString());
            run = Text(ended, "workflow_instance_id");
        }

        // What was not sent yet is sent when the host stops. Sources are of the process: other hosts' spans came, too.
        var spans = collector.Spans.Where(span => span.Tags.GetValueOrDefault("tapeflows.run") == run).ToList();
        var whole = Assert.Single(spans, span => span.Name == "run");
        var operations = spans.FindAll(span => span.Name.StartsWith("operation ", StringComparison.Ordinal));
        Assert.Superset(new HashSet<string>(["operation mount", "operation write", "operation verify", "operation unload"], StringComparer.Ordinal), operations.Select(span => span.Name).ToHashSet(StringComparer.Ordinal));
        Assert.All(operations, span => Assert.Equal(whole.Trace, span.Trace));
        Assert.All(operations, span => Assert.NotEqual(whole.Id, span.Id));
        Assert.True(collector.Metrics > 0);
    }

    [Fact]
    public async Task A_protocol_that_nobody_speaks_is_refused_at_the_start()
    {
        var settings = new JsonObject { ["telemetry"] = new JsonObject { ["otlp"] = "http://127.0.0.1:4318", ["otlp_protocol"] = "smoke" } };
        Assert.Contains("telemetry.otlp_protocol", (await Assert.ThrowsAsync<UsageException>(() => ApiHost.StartAsync(settings: settings))).Message, StringComparison.Ordinal);
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
