using System.Net;
using System.Text.Json;
using Elsa.Extensions;
using Elsa.Resilience.Entities;
using Elsa.Workflows;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Embedded.Tests.Http;

/// <summary>Definitions around HTTP run to what a real Elsa 3.8 server recorded.</summary>
public sealed class RecordedHttpTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_endpoint_starts_its_workflow_and_the_workflow_answers()
    {
        await using var host = await HttpHost.StartAsync();
        Assert.Empty(await host.ImportAsync(TestFiles.Definition("http-endpoint")));

        var post = await host.SendAsync("POST", "/workflows/orders/17?q=abc", HttpHost.JsonBody("""{"item":"x","qty":2}"""));

        Assert.Equal(HttpStatusCode.Created, post.StatusCode);
        Assert.Equal("application/json", post.Content.Headers.ContentType!.ToString());
        Assert.Equal("a", Assert.Single(post.Headers.GetValues("X-Test")));
        AssertJson("""{"id":"17","body":{"item":"x","qty":2},"msg":"order 17 q=abc"}""", await post.Content.ReadAsStringAsync(Token));

        var instance = await host.SingleInstanceAsync("http-endpoint");
        Assert.Equal(WorkflowSubStatus.Finished, instance.SubStatus);
        Assert.Equal(TestFiles.Lines("http-endpoint.journal.txt"), await host.JournalAsync(instance.Id));
        Assert.Equal(["responded"], host.Lines);
        var record = await host.RecordAsync(instance.Id, "he");
        Assert.Equal("orders/{id}", record.ActivityState!["Path"]!.ToString());
        Assert.Equal(["ParsedContent", "Files", "File", "RouteData", "QueryStringData", "Headers", "Result"], record.Outputs!.Keys);
        AssertJson("""{"item":"x","qty":2}""", HttpHost.Json(record.Outputs["ParsedContent"]));
        AssertJson("""{"id":"17"}""", HttpHost.Json(record.Outputs["RouteData"]));
        AssertJson("""{"q":"abc"}""", HttpHost.Json(record.Outputs["QueryStringData"]));
        Assert.All(["Files", "File", "Result"], x => Assert.Equal("(not serializable)", $"{record.Outputs[x]}"));
    }

    // The recorded server answers 404 to a method that nobody waits for; 405 with the methods that are is right (RFC 9110, 15.5.6).
    [Fact]
    public async Task An_endpoint_takes_the_methods_and_paths_that_it_names()
    {
        await using var host = await HttpHost.StartAsync();
        await host.ImportAsync(TestFiles.Definition("http-endpoint"));

        var get = await host.SendAsync("GET", "/workflows/orders/18");
        Assert.Equal(HttpStatusCode.Created, get.StatusCode);
        AssertJson("""{"id":"18","body":null,"msg":"order 18 q=undefined"}""", await get.Content.ReadAsStringAsync(Token));

        var put = await host.SendAsync("PUT", "/workflows/orders/18");
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "GET, POST"), (put.StatusCode, string.Join(", ", put.Content.Headers.Allow)));
        Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync("GET", "/workflows/nope")).StatusCode);
    }

    [Fact]
    public async Task A_request_goes_on_by_the_status_of_its_answer()
    {
        await using var host = await HttpHost.StartAsync(use: app => app.MapGet("/version", () => new { packageVersion = "3.8.0-rc2" }));
        await host.ImportAsync(TestFiles.Definition("http-request").Replace("http://127.0.0.1:5", host.Address.ToString().TrimEnd('/'), StringComparison.Ordinal));

        var id = (await host.StartWorkflowAsync("http-request")).WorkflowInstanceId!;

        Assert.Equal(TestFiles.Lines("http-request.journal.txt"), await host.JournalAsync(id));
        Assert.Equal(["""200 {"packageVersion":"3.8.0-rc2"}"""], host.Lines);
        var record = await host.RecordAsync(id, "rq");
        Assert.Equal(["ExpectedStatusCodes", "Url", "Method", "Content", "ContentType", "DisableAuthorizationHeaderValidation", "RequestHeaders", "EnableResiliency"], record.ActivityState!.Keys);
        Assert.Equal("""["200","Done"]""", HttpHost.Json(record.Payload!["Outcomes"]));
        Assert.Equal("200", HttpHost.Json(record.Outputs!["StatusCode"]));
        Assert.Equal(["Date", "Server", "Transfer-Encoding"], ((IEnumerable<string>)((IDictionary<string, string[]>)record.Outputs["ResponseHeaders"]!).Keys).Order());
        Assert.Equal("(not serializable)", record.Outputs["Result"]);
        Assert.Equal(false, record.Metadata!["HasRetryAttempts"]);
    }

    [Fact]
    public async Task A_request_that_nobody_answers_fails_to_connect()
    {
        await using var host = await HttpHost.StartAsync();
        await host.ImportAsync(TestFiles.Definition("http-request-fail"));

        var id = (await host.StartWorkflowAsync("http-request-fail")).WorkflowInstanceId!;

        Assert.Equal(TestFiles.Lines("http-request-fail.journal.txt"), await host.JournalAsync(id));
        Assert.Equal(["failed to connect"], host.Lines);
        var record = await host.RecordAsync(id, "rq");
        Assert.Equal(("Connection refused (127.0.0.1:1)", """["Failed to connect"]"""), ($"{record.Payload!["Error"]}", HttpHost.Json(record.Payload["Outcomes"])));
        Assert.Null(record.Outputs!["StatusCode"]);
    }

    [Fact]
    public async Task A_request_tries_again_by_its_strategy()
    {
        var calls = 0;
        await using var host = await HttpHost.StartAsync(
            register: x => x.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(FastRetry).Build()),
            use: app => app.MapGet("/twice-busy", (HttpContext http) =>
            {
                Assert.Equal("ApiKey for-tests-only", http.Request.Headers.Authorization);
                return ++calls < 3 ? Results.Json(new { message = "busy" }, statusCode: 503) : Results.Json(new { message = "OK" });
            }));
        await host.ImportAsync(TestFiles.Definition("resilient-http").Replace("http://127.0.0.1:5", host.Address.ToString().TrimEnd('/'), StringComparison.Ordinal));

        var id = (await host.StartWorkflowAsync("resilient-http")).WorkflowInstanceId!;

        Assert.Equal(TestFiles.Lines("resilient-http.journal.txt"), await host.JournalAsync(id));
        Assert.Equal((3, "ok"), (calls, Assert.Single(host.Lines)));
        var record = await host.RecordAsync(id, "rq");
        Assert.Equal(true, record.Metadata!["HasRetryAttempts"]);
        var attempts = ((IEnumerable<RetryAttemptRecord>)record.Properties!["RetryAttempts"]).ToList();
        Assert.Equal([(0, "ServiceUnavailable", "Service Unavailable"), (1, "ServiceUnavailable", "Service Unavailable")], attempts.Select(x => (x.AttemptNumber, x.Details["StatusCode"], x.Details["ReasonPhrase"])));
        Assert.DoesNotContain("for-tests-only", HttpHost.Json(record.ActivityState), StringComparison.Ordinal);
    }

    private static readonly Dictionary<string, string?> FastRetry = new()
    {
        ["Resilience:Strategies:0:$type"] = "HttpResilienceStrategy",
        ["Resilience:Strategies:0:id"] = "fast-retry",
        ["Resilience:Strategies:0:displayName"] = "Fast retry",
        ["Resilience:Strategies:0:maxRetryAttempts"] = "3",
        ["Resilience:Strategies:0:useJitter"] = "false",
        ["Resilience:Strategies:0:delay"] = "00:00:00.0100000",
        ["Resilience:Strategies:0:backoffType"] = "Constant",
    };

    private static void AssertJson(string expected, string actual) =>
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(expected).RootElement, JsonDocument.Parse(actual).RootElement), actual);
}
