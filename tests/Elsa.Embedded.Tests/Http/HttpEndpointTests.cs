using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text;
using System.Text.Json.Nodes;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using static Elsa.Embedded.Tests.Http.HttpHost;

namespace Elsa.Embedded.Tests.Http;

/// <summary>Never answers a request that waits for it.</summary>
[Activity("Samples", "Samples")]
public sealed class Dawdle : CodeActivity
{
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context) => await Task.Delay(400, context.CancellationToken);
}

public sealed class HttpEndpointTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_workflow_that_waits_before_it_answers_is_accepted_with_its_instance()
    {
        await using var host = await HttpHost.StartAsync();
        await host.PublishAsync("two-steps", Starts("begin", "POST"), Waits("approve/{id}", "POST"), Answers("approved"));

        var begun = await host.SendAsync("POST", "/workflows/begin");
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        var id = Assert.Single(begun.Headers.GetValues("x-elsa-workflow-instance-id"));
        Assert.Equal(id, (string?)(await begun.Content.ReadFromJsonAsync<JsonObject>(Token))!["workflowInstanceId"]);

        var approved = await host.SendAsync("POST", "/workflows/approve/7");
        Assert.Equal((HttpStatusCode.OK, "approved"), (approved.StatusCode, await approved.Content.ReadAsStringAsync(Token)));
        Assert.Equal(WorkflowSubStatus.Finished, (await host.ReloadAsync(id)).SubStatus);
        Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync("POST", "/workflows/approve/7")).StatusCode);
    }

    [Fact]
    public async Task A_workflow_that_ends_without_an_answer_says_which_instance_it_was()
    {
        await using var host = await HttpHost.StartAsync();
        await host.PublishAsync("silent", Starts("silent"), new WriteLine("done"));
        var answer = await host.SendAsync("GET", "/workflows/silent");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal((await host.SingleInstanceAsync("silent")).Id, (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>(Token))!["workflowInstanceId"]);
    }

    [Fact]
    public async Task Of_many_that_wait_at_one_path_the_one_that_the_request_names_is_resumed()
    {
        await using var host = await HttpHost.StartAsync();
        await host.PublishAsync("many", Waits("vote/{choice}", "POST"), Answers("thanks"));
        var first = (await host.StartWorkflowAsync("many", "a")).WorkflowInstanceId!;
        var second = (await host.StartWorkflowAsync("many", "b")).WorkflowInstanceId!;
        var third = (await host.StartWorkflowAsync("many", "c")).WorkflowInstanceId!;

        var unclear = await host.SendAsync("POST", "/workflows/vote/yes");
        Assert.Equal(HttpStatusCode.Conflict, unclear.StatusCode);
        Assert.Contains("X-Workflow-Instance-Id", await unclear.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync("POST", "/workflows/vote/yes?correlationId=nobody")).StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("POST", "/workflows/vote/yes", null, ("X-Correlation-Id", "b"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("POST", $"/workflows/vote/yes?workflowInstanceId={third}")).StatusCode);
        Assert.Equal(
            [WorkflowSubStatus.Suspended, WorkflowSubStatus.Finished, WorkflowSubStatus.Finished],
            [(await host.ReloadAsync(first)).SubStatus, (await host.ReloadAsync(second)).SubStatus, (await host.ReloadAsync(third)).SubStatus]);
    }

    [Fact]
    public async Task A_request_that_many_send_at_once_resumes_once()
    {
        await using var host = await HttpHost.StartAsync();
        await host.PublishAsync("once", Waits("go", "POST"), Answers("went"));
        await host.StartWorkflowAsync("once");
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => host.SendAsync("POST", "/workflows/go")));
        Assert.Single(answers, x => x.StatusCode == HttpStatusCode.OK);
        Assert.All(answers, x => Assert.True(x.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound, x.StatusCode.ToString()));
    }

    [Fact]
    public async Task What_starts_carries_the_correlation_of_its_request()
    {
        await using var host = await HttpHost.StartAsync();
        await host.PublishAsync("corr", Starts("corr"), Answers("ok"));
        await host.SendAsync("GET", "/workflows/corr", null, ("X-Correlation-Id", "order-9"));
        Assert.Equal("order-9", (await host.SingleInstanceAsync("corr")).CorrelationId);
    }

    [Fact]
    public async Task The_most_specific_template_takes_the_request()
    {
        await using var host = await HttpHost.StartAsync();
        await host.PublishAsync("any", Starts("items/{id}"), Answers("any"));
        await host.PublishAsync("number", Starts("items/{id:int}"), Answers("number"));
        await host.PublishAsync("new", Starts("items/new"), Answers("new"));
        await host.PublishAsync("rest", Starts("{*rest}"), Answers("rest"));

        foreach (var (path, expected) in new[] { ("items/new", "new"), ("Items/New", "new"), ("items/12", "number"), ("items/x", "any"), ("items/x/y", "rest"), ("items/a%20b", "any") })
            Assert.Equal(expected, await host.Client.GetStringAsync("/workflows/" + path, Token));
    }

    [Fact]
    public async Task A_fault_is_answered_without_what_happened_inside()
    {
        await using var host = await HttpHost.StartAsync();
        await host.PublishAsync("broken", Starts("broken"), Fault.Create("Code", "Category", "System", "the password is hunter2"));
        var answer = await host.SendAsync("GET", "/workflows/broken");
        var body = await answer.Content.ReadAsStringAsync(Token);
        Assert.Equal((HttpStatusCode.InternalServerError, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Contains((await host.SingleInstanceAsync("broken")).Id, body, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", body, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"a\":", "application/json")]
    [InlineData("not json", "application/vnd.x+json")]
    public async Task A_body_that_is_not_the_JSON_it_claims_to_be_starts_nothing(string body, string type)
    {
        await using var host = await HttpHost.StartAsync();
        await host.PublishAsync("strict", Starts("strict", "POST"), Answers("ok"));
        var answer = await host.SendAsync("POST", "/workflows/strict", new StringContent(body, MediaTypeHeaderValue.Parse(type)));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("line 1", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Empty(await host.InstancesAsync("strict"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_is_too_long_is_refused_before_anything_starts(bool isChunked)
    {
        await using var host = await HttpHost.StartAsync();
        var endpoint = Starts("small", "POST");
        endpoint.RequestSizeLimit = new(100L);
        await host.PublishAsync("small", endpoint, Answers("ok"));
        HttpContent Body(int length) => isChunked ? new Endless(length) : new ByteArrayContent(new byte[length]);

        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("POST", "/workflows/small", Body(100))).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await host.SendAsync("POST", "/workflows/small", Body(101))).StatusCode);
        Assert.Single(await host.InstancesAsync("small"));
    }

    [Fact]
    public async Task A_body_that_is_too_long_may_be_an_outcome()
    {
        await using var host = await HttpHost.StartAsync();
        var endpoint = Starts("exposed", "POST");
        endpoint.RequestSizeLimit = new(10L);
        endpoint.ExposeRequestTooLargeOutcome = true;
        await host.PublishAsync("exposed", endpoint, Answers("told"));
        Assert.Equal("told", await (await host.SendAsync("POST", "/workflows/exposed", new ByteArrayContent(new byte[11]))).Content.ReadAsStringAsync(Token));
        Assert.Equal("""["Request too large"]""", Json((await host.RecordAsync((await host.SingleInstanceAsync("exposed")).Id, "he")).Payload!["Outcomes"]));
    }

    [Fact]
    public async Task Files_of_a_form_are_held_against_what_the_endpoint_takes()
    {
        await using var host = await HttpHost.StartAsync();
        var endpoint = Starts("upload", "POST");
        endpoint.FileSizeLimit = new(20L);
        endpoint.AllowedFileExtensions = new(new List<string> { ".txt", "csv" });
        endpoint.AllowedMimeTypes = new(new List<string> { "text/*" });
        await host.PublishAsync("upload", endpoint, Answers("stored"));
        Task<HttpResponseMessage> Upload(string name, string type, int length) => host.SendAsync("POST", "/workflows/upload", Form(name, type, length));

        Assert.Equal(HttpStatusCode.OK, (await Upload("a.txt", "text/plain", 20)).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Upload("a.txt", "text/plain", 21)).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await Upload("a.exe", "text/plain", 1)).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await Upload("../../etc/passwd", "text/plain", 1)).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await Upload("a.csv", "application/pdf", 1)).StatusCode);
        Assert.Equal([WorkflowSubStatus.Cancelled, WorkflowSubStatus.Finished], (await host.InstancesAsync("upload")).Select(x => x.SubStatus).Distinct().OrderDescending());
    }

    [Fact]
    public async Task An_endpoint_in_the_middle_goes_on_waiting_after_a_wrong_file()
    {
        await using var host = await HttpHost.StartAsync();
        var endpoint = Waits("later", "POST");
        endpoint.BlockedFileExtensions = new(new List<string> { "exe" });
        await host.PublishAsync("later", endpoint, Answers("stored"));
        var id = (await host.StartWorkflowAsync("later")).WorkflowInstanceId!;
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await host.SendAsync("POST", "/workflows/later", Form("a.exe", "text/plain", 1))).StatusCode);
        Assert.Equal(WorkflowSubStatus.Suspended, (await host.ReloadAsync(id)).SubStatus);
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("POST", "/workflows/later", Form("a.txt", "text/plain", 1))).StatusCode);
    }

    [Fact]
    public async Task Bodies_of_all_kinds_are_put_out()
    {
        await using var host = await HttpHost.StartAsync();
        var body = new Variable<object>("Body", null!);
        var endpoint = Starts("echo", "POST");
        endpoint.ParsedContent = new(body);
        var root = new Sequence { Id = "s", Variables = { body }, Activities = { endpoint, new Elsa.Http.WriteHttpResponse(new Input<object?>(new Elsa.Expressions.Models.Expression("JavaScript", "toJson(getBody())"))) } };
        await host.PublishAsync("echo", root);
        async Task<string> Echo(HttpContent? content) => await (await host.SendAsync("POST", "/workflows/echo", content)).Content.ReadAsStringAsync(Token);

        Assert.Equal("""{"a":[1,{"b":null}]}""", await Echo(JsonBody("""{"a":[1,{"b":null}]}""")));
        Assert.Equal("\"text\"", await Echo(new StringContent("text")));
        Assert.Equal("\"<a/>\"", await Echo(new StringContent("<a/>", Encoding.UTF8, "application/xml")));
        Assert.Equal("""{"x":"1","y":["2","3"]}""", await Echo(new FormUrlEncodedContent([new("x", "1"), new("y", "2"), new("y", "3")])));
        Assert.Equal("null", await Echo(null));
    }

    [Fact]
    public async Task An_endpoint_that_asks_for_authorisation_lets_in_whom_the_host_knows()
    {
        await using var host = await HttpHost.StartAsync(
            register: x => x.AddAuthorization(options => options.AddPolicy("operators", policy => policy.RequireRole("operator"))),
            use: app => app.Use((http, next) =>
            {
                if (http.Request.Headers.TryGetValue("X-User", out var user))
                    http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, user.ToString())], "test"));
                return next(http);
            }));
        var known = Starts("known");
        known.Authorize = new(true);
        var operators = Starts("operators");
        operators.Policy = new("operators");
        await host.PublishAsync("known", known, Answers("in"));
        await host.PublishAsync("operators", operators, Answers("in"));

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.SendAsync("GET", "/workflows/known")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("GET", "/workflows/known", null, ("X-User", "guest"), ("X-Auth-Token", "t0p"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.SendAsync("GET", "/workflows/operators")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.SendAsync("GET", "/workflows/operators", null, ("X-User", "guest"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("GET", "/workflows/operators", null, ("X-User", "operator"))).StatusCode);
        var record = await host.RecordAsync((await host.SingleInstanceAsync("known")).Id, "he");
        Assert.DoesNotContain("t0p", Json(record.Outputs), StringComparison.Ordinal);
        Assert.Single(await host.InstancesAsync("operators"));
    }

    [Fact]
    public async Task A_workflow_that_takes_too_long_goes_on_without_its_sender()
    {
        await using var host = await HttpHost.StartAsync();
        var endpoint = Starts("slow");
        endpoint.RequestTimeout = new(TimeSpan.FromMilliseconds(50));
        await host.PublishAsync("slow", endpoint, new Dawdle(), Answers("late"));
        Assert.Equal(HttpStatusCode.GatewayTimeout, (await host.SendAsync("GET", "/workflows/slow")).StatusCode);
        await Eventually.TrueAsync(() => host.InstancesAsync("slow").GetAwaiter().GetResult() is [{ SubStatus: WorkflowSubStatus.Faulted }]);
        var incident = Assert.Single((await host.SingleInstanceAsync("slow")).WorkflowState.Incidents);
        Assert.Equal("resp", incident.ActivityId);
    }

    [Fact]
    public async Task An_endpoint_that_comes_around_again_waits_for_another_request()
    {
        await using var host = await HttpHost.StartAsync();
        var endpoint = Starts("again", "POST");
        await host.PublishAsync("again", new While { Condition = new(true), Body = new Sequence { Activities = { endpoint, new WriteLine("heard") } } });
        Assert.Equal(HttpStatusCode.Accepted, (await host.SendAsync("POST", "/workflows/again")).StatusCode);
        Assert.Equal(["heard"], host.Lines);
        var id = (await host.SingleInstanceAsync("again")).Id;
        Assert.Equal(HttpStatusCode.Accepted, (await host.SendAsync("POST", "/workflows/again", null, ("X-Workflow-Instance-Id", id))).StatusCode);
        Assert.Equal(["heard", "heard"], host.Lines);
    }

    [Fact]
    public async Task A_paused_runtime_takes_no_requests()
    {
        await using var host = await HttpHost.StartAsync();
        await host.PublishAsync("paused", Starts("paused"), Answers("ok"));
        await host.Get<IQuiescenceSignal>().PauseAsync(null, null, Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.SendAsync("GET", "/workflows/paused")).StatusCode);
        await host.Get<IQuiescenceSignal>().ResumeAsync(null, Token);
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("GET", "/workflows/paused")).StatusCode);
    }

    [Fact]
    public async Task What_nobody_waits_for_is_the_business_of_others()
    {
        await using var host = await HttpHost.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync("BREW", "/workflows")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync("GET", "/workflows/../workflows/%2e%2e/x")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync("GET", "/workflows/{id}")).StatusCode);
        Assert.Equal((HttpStatusCode)431, (await host.SendAsync("GET", "/workflows/x", null, ("X-Long", new string('a', 40_000)))).StatusCode);
    }

    [Theory]
    [InlineData("orders/{id", "GET", "is not a route template")]
    [InlineData("orders/{id}/{id}", "GET", "is not a route template")]
    [InlineData("orders/{id:nonsense}", "GET", "there is no constraint 'nonsense'")]
    [InlineData("orders", "NOT A METHOD", "is no HTTP method")]
    public async Task A_wrong_endpoint_is_not_published(string path, string method, string problem)
    {
        await using var host = await HttpHost.StartAsync();
        var error = Assert.Single(await host.PublishAsync("wrong", Starts(path, method)));
        Assert.Contains(problem, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("he", error.ActivityId);
    }

    [Fact]
    public async Task A_path_and_method_that_another_workflow_has_are_not_published()
    {
        await using var host = await HttpHost.StartAsync();
        Assert.Empty(await host.PublishAsync("first", Starts("orders/{id}", "POST", "GET")));
        Assert.Empty(await host.PublishAsync("first", Starts("orders/{id}", "POST", "GET")));
        Assert.Empty(await host.PublishAsync("other-method", Starts("orders/{id}", "PUT")));
        Assert.Equal(
            ["The /orders/{id} path and post method are already in use by another workflow!", "The /orders/{id} path and get method are already in use by another workflow!"],
            (await host.PublishAsync("second", Starts("/orders/{id}/", "POST", "GET"))).Select(x => x.Message));
        var twice = Waits("orders/x");
        twice.CanStartWorkflow = true;
        Assert.Contains("twice", Assert.Single(await host.PublishAsync("third", Starts("orders/x"), twice)).Message, StringComparison.Ordinal);
    }

    private static MultipartFormDataContent Form(string name, string type, int length) => new()
    {
        { new ByteArrayContent(new byte[length]) { Headers = { ContentType = new MediaTypeHeaderValue(type) } }, "file", name },
    };

    /// <summary>A body that does not say how long it is.</summary>
    private sealed class Endless(int length) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(new byte[length]).AsTask();

        protected override bool TryComputeLength(out long computed)
        {
            computed = 0;
            return false;
        }
    }
}
