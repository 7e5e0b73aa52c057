using System.Text.Json;
using TapeFlows.Server.Access.Users;
using TapeFlows.Server.Tests.Access;
using TapeFlows.Server.Tests.Api;

namespace TapeFlows.Server.Tests.Telemetry;

/// <summary>What the server tells of its work, in metrics and in its log.</summary>
public sealed class TelemetryTests : IAsyncLifetime
{
    // A draft: what leaves a volume in its drive is not published.
    private const string Workflow =
        """
        {"model":{"definitionId":"mount","name":"Mount","root":{"type":"Elsa.Flowchart","id":"f","start":"mount","activities":[
          {"type":"TapeFlows.MountTape","id":"mount","version":1,"barcode":{"typeName":"String","expression":{"type":"Literal","value":"TF0001L8"}}}],
          "connections":[] } },"publish":false}
        """;

    private ApiHost _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await ApiHost.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Metrics_and_log_tell_what_became_of_an_operation_and_what_it_was_about()
    {
        var admin = await _server.WithKeyAsync(Role.Admin);
        (await admin.PostAsync("/elsa/api/workflow-definitions", Workflow)).With(200);
        var run = (await admin.PostAsync("/elsa/api/workflow-definitions/mount/dispatch", """{ "versionOptions": "Latest" }""")).With(200).Json.GetProperty("workflowInstanceId").GetString();

        var metrics = await MetricsAsync(await _server.WithKeyAsync(Role.Viewer), text => text.Contains("state=\"succeeded\"", StringComparison.Ordinal) && text.Contains("tapeflows_drives", StringComparison.Ordinal));

        Assert.Matches("tapeflows_operations_total\\{[^}]*kind=\"mount\"[^}]*state=\"succeeded\"[^}]*\\} [1-9]", metrics);
        Assert.Contains("tapeflows_operation_duration_seconds_bucket", metrics, StringComparison.Ordinal);
        Assert.Contains("tapeflows_operations_unfinished", metrics, StringComparison.Ordinal);
        Assert.Contains("tapeflows_runs_queued", metrics, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration_seconds", metrics, StringComparison.Ordinal);
        // Meters are of the process, in which other tests have hosts, too: what the log says is waited for by itself.
        var line = await Eventually.HasAsync(
            async () => (await LogAsync()).Where(line => line.TryGetProperty("Run", out var name) && name.GetString() == run).ToList(), lines => lines.Count > 0, "a line of the log about the run");
        Assert.All(line, said => Assert.True(Guid.TryParse(said.GetProperty("Operation").GetString(), out _)));
        Assert.All(line, said => Assert.Equal("TF0001L8", said.GetProperty("Volume").GetString()));
    }

    // What ends is told a moment after it ended.
    private static Task<string> MetricsAsync(ApiCaller caller, Func<string, bool> isThere) =>
        Eventually.HasAsync(async () => (await caller.GetAsync("/metrics")).With(200).Body, isThere, "the metrics");

    private async Task<List<JsonElement>> LogAsync()
    {
        var lines = new List<JsonElement>();
        foreach (var path in Directory.EnumerateFiles(_server.Station.Folder.LogsFolder, "tapeflows-*.json"))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);
            while (await reader.ReadLineAsync(Token) is { } line)
                lines.Add(JsonDocument.Parse(line).RootElement);
        }

        return lines;
    }
}
