using System.Net;
using Elsa.Extensions;
using Elsa.Http;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using static Elsa.Embedded.Tests.Http.HttpHost;

namespace Elsa.Embedded.Tests.Http;

public sealed class SendHttpRequestTests
{
    [Fact]
    public async Task The_activity_for_the_status_is_executed()
    {
        await using var host = await HttpHost.StartAsync(use: app => app.MapGet("/status/{code:int}", (int code) => Results.StatusCode(code)));
        foreach (var (name, address, line) in new[] { ("s200", "status/200", "fine"), ("s404", "status/404", "gone"), ("s500", "status/500", "other"), ("none", "", "nobody") })
        {
            var url = address.Length == 0 ? new Uri("http://127.0.0.1:1/") : new Uri(host.Address, address);
            await host.PublishAsync(name, new SendHttpRequest
            {
                Id = "rq",
                Url = new(url),
                ExpectedStatusCodes = [new HttpStatusCodeCase(200, new WriteLine("fine")), new HttpStatusCodeCase(404, new WriteLine("gone"))],
                UnmatchedStatusCode = new WriteLine("other"),
                FailedToConnect = new WriteLine("nobody"),
            });
            var id = (await host.StartWorkflowAsync(name)).WorkflowInstanceId!;
            Assert.Equal(WorkflowSubStatus.Finished, (await host.ReloadAsync(id)).SubStatus);
            Assert.Equal(line, host.Lines[^1]);
        }
    }

    [Fact]
    public async Task An_answer_that_does_not_come_in_time_is_an_outcome()
    {
        await using var host = await HttpHost.StartAsync(
            elsa => elsa.UseHttp(x => x.HttpClient = (_, client) => client.Timeout = TimeSpan.FromMilliseconds(50)),
            use: app => app.MapGet("/slow", async (HttpContext http) => await Task.Delay(5_000, http.RequestAborted)));
        await host.PublishAsync("late", Request(host, "slow"));
        var id = (await host.StartWorkflowAsync("late")).WorkflowInstanceId!;
        Assert.Equal("""["Timeout"]""", Json((await host.RecordAsync(id, "rq")).Payload!["Outcomes"]));
    }

    [Fact]
    public async Task A_request_carries_what_the_definition_says_and_records_no_secrets()
    {
        var seen = new List<string>();
        await using var host = await HttpHost.StartAsync(use: app => app.MapPost("/take", async (HttpContext http) =>
        {
            using var reader = new StreamReader(http.Request.Body);
            seen.Add($"{http.Request.ContentType} {await reader.ReadToEndAsync()} {http.Request.Headers.Authorization} {http.Request.Headers["X-Api-Key"]} {http.Request.Headers["X-Plain"]}");
            return Results.Text("taken");
        }));
        var json = Request(host, "take", "POST");
        json.Content = new(new { a = 1 });
        json.Authorization = new("Bearer s3cret");
        json.RequestHeaders = new(new HttpHeaders { ["X-Api-Key"] = ["k3y"], ["X-Plain"] = ["plain"] });
        var form = Request(host, "take", "POST");
        form.Content = new(new Dictionary<string, object> { ["a"] = "1 2", ["b"] = new[] { 1, 2 } });
        form.ContentType = new("application/x-www-form-urlencoded");
        var text = Request(host, "take", "POST");
        text.Content = new("hello");
        var bytes = Request(host, "take", "POST");
        bytes.Content = new(new Elsa.Expressions.Models.Expression("JavaScript", "bytesFromString('raw')"));
        (json.Id, form.Id, text.Id, bytes.Id) = ("json", "form", "text", "bytes");
        await host.PublishAsync("send", json, form, text, bytes);

        var id = (await host.StartWorkflowAsync("send")).WorkflowInstanceId!;

        Assert.Equal(["""application/json {"a":1} Bearer s3cret k3y plain""", "application/x-www-form-urlencoded a=1+2&b=1&b=2   ", "text/plain hello   ", "application/octet-stream raw   "], seen);
        var record = await host.RecordAsync(id, "json");
        Assert.DoesNotContain("Authorization", record.ActivityState!.Keys);
        Assert.Equal("""{"X-Api-Key":["(secret)"],"X-Plain":["plain"]}""", Json(record.ActivityState["RequestHeaders"]));
        Assert.Equal("taken", $"{record.Outputs!["ParsedContent"]}");
    }

    // What is not recorded cannot be recalled: an execution that was interrupted evaluates it again, and never sends the mask.
    [Fact]
    public void A_masked_header_is_not_read_back()
    {
        var masked = Json(new HttpHeaders { ["X-Api-Key"] = ["(secret)"] });
        Assert.False(Elsa.Expressions.Helpers.ObjectConverter.TryConvertTo<HttpHeaders>(masked).IsSuccess);
        Assert.Equal(["a", "b"], Elsa.Expressions.Helpers.ObjectConverter.ConvertTo<HttpHeaders>("""{"x":["a","b"],"y":1}""")!["X"]);
    }

    [Theory]
    [InlineData("file:///etc/passwd", "GET", "http://")]
    [InlineData("relative/path", "GET", "http://")]
    [InlineData("http://127.0.0.1:1", "NOT A METHOD", "method")]
    public async Task A_wrong_request_faults_with_what_is_wrong(string url, string method, string problem)
    {
        await using var host = await HttpHost.StartAsync();
        await host.PublishAsync("wrong", new FlowSendHttpRequest { Id = "rq", Url = new(new Uri(url, UriKind.RelativeOrAbsolute)), Method = new(method) });
        var started = await host.StartWorkflowAsync("wrong");
        Assert.Equal(WorkflowSubStatus.Faulted, started.SubStatus);
        Assert.Contains(problem, Assert.Single(started.Incidents).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task No_header_can_smuggle_another_one_in_and_no_message_shows_its_value()
    {
        await using var host = await HttpHost.StartAsync();
        var injecting = Request(host, "x");
        injecting.RequestHeaders = new(new HttpHeaders { ["X-A"] = ["s3cret\r\nX-B: 1"] });
        var unparsable = Request(host, "x");
        unparsable.Authorization = new("s3cret, without a scheme");
        foreach (var (name, request) in new[] { ("injecting", injecting), ("unparsable", unparsable) })
        {
            await host.PublishAsync(name, request);
            var started = await host.StartWorkflowAsync(name);
            Assert.Equal(WorkflowSubStatus.Faulted, started.SubStatus);
            Assert.DoesNotContain("s3cret", Assert.Single(started.Incidents).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_answer_that_is_too_long_is_not_read()
    {
        await using var host = await HttpHost.StartAsync(
            elsa => elsa.UseHttp(x => x.HttpClient = (_, client) => client.MaxResponseContentBufferSize = 1_000),
            use: app => app.MapGet("/long", () => new string('x', 2_000)));
        await host.PublishAsync("long", Request(host, "long"));
        var started = await host.StartWorkflowAsync("long");
        Assert.Contains("longer than this host reads", Assert.Single(started.Incidents).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_not_its_JSON_is_text_and_its_status_still_counts()
    {
        await using var host = await HttpHost.StartAsync(use: app => app.MapGet("/lie", () => Results.Text("<html>", "application/json")));
        await host.PublishAsync("lie", Request(host, "lie"));
        var id = (await host.StartWorkflowAsync("lie")).WorkflowInstanceId!;
        var record = await host.RecordAsync(id, "rq");
        Assert.Equal(("<html>", """["200","Done"]"""), ($"{record.Outputs!["ParsedContent"]}", Json(record.Payload!["Outcomes"])));
        Assert.Contains(await host.JournalAsync(id), x => x.Contains("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_becomes_what_its_variable_is()
    {
        await using var host = await HttpHost.StartAsync(use: app => app.MapGet("/json", () => Results.Text("""{"a": 1}""", "application/json")));
        var raw = new Variable<string>("Raw", "");
        var request = Request(host, "json");
        request.ParsedContent = new Output<object?>(raw);
        await host.PublishAsync("raw", new Sequence { Id = "inner", Variables = { raw }, Activities = { request, new WriteLine(new Input<string>(raw)) } });
        await host.StartWorkflowAsync("raw");
        Assert.Equal(["""{"a": 1}"""], host.Lines);
    }

    private static FlowSendHttpRequest Request(HttpHost host, string path, string method = "GET") => new()
    {
        Id = "rq",
        Url = new(new Uri(host.Address, path)),
        Method = new(method),
        ExpectedStatusCodes = new(new List<int> { (int)HttpStatusCode.OK }),
    };
}
