using System.Text.Json;
using System.Text.Json.Nodes;
using Elsa.Embedded.Tests.Http;
using Elsa.Expressions.Contracts;
using Elsa.Expressions.Helpers;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.Stimuli;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Embedded.Tests.Reference;

/// <summary>Every run that was recorded on a real Elsa 3.8 server, of the definitions that it exported: state, journal, executions and variables.</summary>
public sealed class ReferenceRunsTests
{
    // Where the definitions look for their own server.
    private const string Address = "http://127.0.0.1:13001";

    private static readonly Dictionary<string, string?> FastRetry = new(StringComparer.Ordinal)
    {
        ["urls"] = "http://127.0.0.1:0",
        ["Resilience:Strategies:0:$type"] = "HttpResilienceStrategy",
        ["Resilience:Strategies:0:id"] = "fast-retry",
        ["Resilience:Strategies:0:displayName"] = "Fast retry",
        ["Resilience:Strategies:0:maxRetryAttempts"] = "3",
        ["Resilience:Strategies:0:useJitter"] = "false",
        ["Resilience:Strategies:0:delay"] = "00:00:00.2000000",
        ["Resilience:Strategies:0:backoffType"] = "Constant",
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("child", "")]
    [InlineData("event-publish", "")]
    [InlineData("execute-workflow", "")]
    [InlineData("expressions", "")]
    [InlineData("fault", "")]
    [InlineData("fault-expr", "")]
    [InlineData("fault-js", "")]
    [InlineData("flowchart-basic", "false")]
    [InlineData("flowchart-basic", "true")]
    [InlineData("flowswitch-matchfirst", "13")]
    [InlineData("flowswitch-matchfirst", "4")]
    [InlineData("flowswitch-matchfirst", "5")]
    [InlineData("forkjoin-waitany", "final")]
    [InlineData("http-request", "final")]
    [InlineData("http-request-fail", "final")]
    [InlineData("resilient-http", "final")]
    [InlineData("run-async", "final")]
    [InlineData("sequence-control", "")]
    [InlineData("uses-child-activity", "")]
    [InlineData("uses-outcomes", "")]
    public async Task A_run_in_one_burst(string definition, string run)
    {
        await using var host = await StartAsync("child", "child-who", "event-trigger", definition);
        await AssertRecordedAsync(host, await ExecuteAsync(host, definition, run), definition, run);
    }

    [Theory]
    [InlineData("delay", "suspended")]
    [InlineData("forkjoin-waitall", "suspended")]
    [InlineData("incident-retry", "immediate")]
    public async Task A_run_that_waits_for_the_clock(string definition, string suspended)
    {
        await using var host = await StartAsync(definition);
        var id = await ExecuteAsync(host, definition, suspended);
        await AssertRecordedAsync(host, id, definition, suspended);
        await UntilFinishedAsync(host, id);
        await AssertRecordedAsync(host, id, definition, "final");
    }

    [Theory]
    [InlineData("event-token", "OrderPaid")]
    [InlineData("types", "TypesGo")]
    public async Task A_run_that_waits_for_an_event(string definition, string name)
    {
        await using var host = await StartAsync(definition);
        var id = await ExecuteAsync(host, definition, "suspended");
        await AssertRecordedAsync(host, id, definition, "suspended");
        await PublishEventAsync(host, name);
        await UntilFinishedAsync(host, id);
        await AssertRecordedAsync(host, id, definition, "final");
    }

    [Theory]
    [InlineData("suspended", "final", "approved")]
    [InlineData("suspended2", "final-no-result", null)]
    public async Task A_run_that_waits_for_a_task(string suspended, string final, string? result)
    {
        await using var host = await StartAsync("run-task");
        var id = await ExecuteAsync(host, "run-task", suspended);
        await AssertRecordedAsync(host, id, "run-task", suspended);
        var bookmark = (await host.Get<IBookmarkStore>().FindManyAsync(new BookmarkFilter { WorkflowInstanceId = id }, Token)).Single();
        await host.CallAsync<ITaskReporter, bool>(async x =>
        {
            await x.ReportCompletionAsync(bookmark.Payload.ConvertTo<RunTaskStimulus>()!.TaskId, result, Token);
            return true;
        });
        await UntilFinishedAsync(host, id);
        await AssertRecordedAsync(host, id, "run-task", final);
    }

    [Fact]
    public async Task Runs_that_an_event_starts()
    {
        await using var host = await StartAsync("event-trigger", "event-publish");
        await ExecuteAsync(host, "event-publish", "");
        await AssertRecordedAsync(host, await SingleFinishedAsync(host, "event-trigger"), "event-trigger", "by-publish-activity");

        await PublishEventAsync(host, "OrderCreated", "c9", new Dictionary<string, object> { ["orderId"] = 9 });
        await Eventually.TrueAsync(async () => (await host.InstancesAsync("event-trigger")).Count(x => x.Status == WorkflowStatus.Finished) == 2);
        await AssertRecordedAsync(host, (await host.InstancesAsync("event-trigger")).Single(x => x.CorrelationId == "c9").Id, "event-trigger", "by-api");
    }

    [Fact]
    public async Task A_run_that_a_request_starts()
    {
        await using var host = await StartAsync("http-endpoint");
        await host.SendAsync("POST", "/workflows/orders/17?q=abc", HttpHost.JsonBody("""{"item":"x","qty":2}"""));
        await AssertRecordedAsync(host, await SingleFinishedAsync(host, "http-endpoint"), "http-endpoint", "post");
    }

    [Theory]
    [InlineData("timer-trigger")]
    [InlineData("cron-trigger")]
    public async Task A_run_that_the_clock_starts(string definition)
    {
        await using var host = await StartAsync(definition);
        await Eventually.TrueAsync(async () => (await host.InstancesAsync(definition)).Exists(x => x.Status == WorkflowStatus.Finished));
        var first = (await host.InstancesAsync(definition)).First(x => x.Status == WorkflowStatus.Finished);
        await AssertRecordedAsync(host, first.Id, definition, "");
    }

    [Fact]
    public async Task Runs_that_another_run_dispatches()
    {
        await using var host = await StartAsync("child", "dispatch-workflow");
        var id = await ExecuteAsync(host, "dispatch-workflow", "");
        await UntilFinishedAsync(host, id);
        await AssertRecordedAsync(host, id, "dispatch-workflow", "final");

        await Eventually.TrueAsync(async () => (await host.InstancesAsync("child")).Count(x => x.Status == WorkflowStatus.Finished) == 2);
        foreach (var child in await host.InstancesAsync("child"))
            await AssertRecordedAsync(host, child.Id, "child", child.CorrelationId is null ? "from-parents-2" : "from-parents-3");
    }

    private static async Task AssertRecordedAsync(HttpHost host, string instanceId, string definition, string run)
    {
        var differences = (await RecordedInstance.DifferencesAsync(host, instanceId, definition, run)).Where(x => !Differs.OnPurpose(x)).ToList();
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static async Task<HttpHost> StartAsync(params string[] definitions)
    {
        RealServer.SkipWhereMissing();
        var calls = 0;
        var host = await HttpHost.StartAsync(
            x => x.UseScheduling().UseCSharp(),
            x => x.AddSingleton<IExpressionDescriptorProvider, Scripts>().AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(FastRetry).Build()),
            app =>
            {
                app.MapGet("/elsa/api/package/version", () => new { packageVersion = "3.8.0-rc2" });
                app.MapGet("/elsa/api/simulate-response", () => ++calls < 3 ? Results.Json(new { message = "busy" }, statusCode: 503) : Results.Json(new { message = "OK" }));
            });
        Assert.Empty(await host.ImportAsync(TestFiles.Definition("complete-outcomes")));
        foreach (var name in definitions.Distinct(StringComparer.Ordinal))
            Assert.Empty(await host.ImportAsync(AsRecorded(name).Replace(Address, host.Address.ToString().TrimEnd('/'), StringComparison.Ordinal)));
        return host;
    }

    // These were exported after their second version, and run before.
    private static string AsRecorded(string name)
    {
        var json = JsonNode.Parse(RealServer.Definition(name))!;
        if (name is "child" or "child-who" or "uses-child-activity")
            json["version"] = 1;

        // A link that sends an event is of the API.
        return json.ToJsonString(Likeness.Plain).Replace("""createEventTriggerUrl(\"OrderPaid\", 3600)""", "'link'", StringComparison.Ordinal);
    }

    /// <summary>Starts an instance with the input that was recorded.</summary>
    private static async Task<string> ExecuteAsync(HttpHost host, string definition, string run)
    {
        var file = run.Length == 0 ? "execute" : $"execute-{run}";
        var input = RealServer.Run(definition, file)?["request"]?["body"]?["input"]?.AsObject().ToDictionary(x => x.Key, x => Plain(x.Value!));
        var request = new StartWorkflowRequest { WorkflowDefinitionHandle = WorkflowDefinitionHandle.ByDefinitionId(definition, Common.Models.VersionOptions.Published), Input = input };
        return (await host.CallAsync<IWorkflowStarter, StartWorkflowResponse>(x => x.StartWorkflowAsync(request, Token))).WorkflowInstanceId!;
    }

    private static object Plain(JsonNode value) => value.GetValueKind() == JsonValueKind.Number ? value.GetValue<int>() : value.ToString();

    private static Task PublishEventAsync(HttpHost host, string name, string? correlationId = null, object? payload = null) => host.CallAsync<IEventPublisher, bool>(async x =>
    {
        await x.PublishAsync(name, correlationId, payload: payload, cancellationToken: Token);
        return true;
    });

    private static async Task UntilFinishedAsync(HttpHost host, string id) =>
        await Eventually.TrueAsync(async () => (await host.ReloadAsync(id)).Status == WorkflowStatus.Finished);

    private static async Task<string> SingleFinishedAsync(HttpHost host, string definition)
    {
        await Eventually.TrueAsync(async () => (await host.InstancesAsync(definition)) is [{ Status: WorkflowStatus.Finished }]);
        return (await host.SingleInstanceAsync(definition)).Id;
    }
}
