using System.Net;
using System.Text.Json;
using Elsa.Common.Models;
using Elsa.Extensions;
using Elsa.Http.Resilience;
using Elsa.Resilience;
using Elsa.Resilience.Entities;
using Elsa.Resilience.Extensions;
using Elsa.Resilience.Models;
using Elsa.Resilience.Serialization;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Entities;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Embedded.Tests.Resilience;

public sealed class ResilienceTests
{
    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["Resilience:Strategies:0:$type"] = "HttpResilienceStrategy",
        ["Resilience:Strategies:0:id"] = "fast-retry",
        ["Resilience:Strategies:0:displayName"] = "Fast retry",
        ["Resilience:Strategies:0:maxRetryAttempts"] = "3",
        ["Resilience:Strategies:0:useJitter"] = "false",
        ["Resilience:Strategies:0:delay"] = "00:00:00.0010000",
        ["Resilience:Strategies:0:backoffType"] = "Constant",
    };

    // The recorded server answers 400 here: "Cannot get the value of a token type 'String' as a boolean."
    [Fact]
    public async Task Strategies_come_from_the_configuration_and_are_written_as_Elsa_writes_them()
    {
        await using var engine = await StartAsync();
        var strategies = await engine.Get<IResilienceStrategyCatalog>().ListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            """[{"$type":"HttpResilienceStrategy","id":"fast-retry","displayName":"Fast retry","maxRetryAttempts":3,"useJitter":false,"delay":"00:00:00.0010000","backoffType":"Constant"}]""",
            engine.Get<ResilienceStrategySerializer>().SerializeMany(strategies));
    }

    [Theory]
    [InlineData("""{"mode":"Identifier","strategyId":"fast-retry","expression":{}}""")]
    [InlineData("""{"mode":"Expression","expression":{"type":"JavaScript","value":"'fast-' + 'retry'"}}""")]
    [InlineData("""{"mode":"Expression","expression":{"type":"JavaScript","value":"({ $type: 'HttpResilienceStrategy', id: 'own', displayName: 'Own', delay: '00:00:00.001', useJitter: false })"}}""")]
    public async Task An_activity_tries_again_by_the_strategy_that_was_chosen(string choice)
    {
        await using var engine = await StartAsync();
        var call = new Call { Id = "call", Fails = 2, CustomProperties = { ["resilienceStrategy"] = JsonDocument.Parse(choice).RootElement } };

        var result = await engine.RunAsync(new Sequence { Activities = { call } });

        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        Assert.Equal(3, call.Attempts);
        var execution = result.Journal.ActivityExecutionContexts.Single(x => x.Activity == call);
        var records = (ICollection<RetryAttemptRecord>)execution.Properties["RetryAttempts"];
        Assert.Equal([0, 1], records.Select(x => x.AttemptNumber));
        Assert.All(records, x => Assert.Equal(("call", execution.Id, result.WorkflowState.Id, "ServiceUnavailable"), (x.ActivityId, x.ActivityInstanceId, x.WorkflowInstanceId, x.Details["StatusCode"])));
        Assert.Contains("\"$type\":\"HttpResilienceStrategy\"", JsonSerializer.Serialize(execution.Properties["ResilienceStrategy"]));
        Assert.All(result.Journal.ActivityExecutionContexts, x => Assert.True(x.GetRetriesAttemptedFlag()));
        Assert.Equal(2, ((IDictionary<string, object>)execution.Metadata["Extensions"])["RetryAttemptsCount"]);
    }

    [Fact]
    public async Task An_activity_gives_up_when_its_strategy_does()
    {
        await using var engine = await StartAsync();
        var call = new Call { Fails = 100, CustomProperties = { ["resilienceStrategy"] = new Dictionary<string, object> { ["mode"] = "Identifier", ["strategyId"] = "fast-retry" } } };

        var result = await engine.RunAsync(call);

        Assert.Equal(WorkflowSubStatus.Faulted, result.WorkflowState.SubStatus);
        Assert.Equal(4, call.Attempts);
        Assert.Equal(3, ((ICollection<RetryAttemptRecord>)result.Journal.ActivityExecutionContexts.Last().Properties["RetryAttempts"]).Count);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("""{"mode":"Identifier","strategyId":"unknown"}""", 1)]
    [InlineData("""{"mode":"Identifier"}""", 0)]
    public async Task Without_a_known_strategy_there_is_one_attempt(string? choice, int warnings)
    {
        await using var engine = await StartAsync();
        var call = new Call { Fails = 1 };
        if (choice is not null)
            call.CustomProperties["resilienceStrategy"] = JsonDocument.Parse(choice).RootElement;

        var result = await engine.RunAsync(call);

        Assert.Equal(1, call.Attempts);
        Assert.Equal(WorkflowSubStatus.Faulted, result.WorkflowState.SubStatus);
        Assert.Equal(warnings, result.Of("Warning").Length);
    }

    [Theory]
    [InlineData("$type", null, "needs the setting $type")]
    [InlineData("$type", "Nonsense", "Resilience:Strategies:0")]
    [InlineData("id", null, "The setting id is missing")]
    [InlineData("useJitter", "perhaps", "Resilience:Strategies:0")]
    [InlineData("delay", "long", "Resilience:Strategies:0")]
    public async Task A_wrong_strategy_in_the_configuration_is_named(string setting, string? value, string message)
    {
        var settings = new Dictionary<string, string?>(Settings) { [$"Resilience:Strategies:0:{setting}"] = value };
        await using var engine = await StartAsync(settings);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Get<IResilienceStrategyCatalog>().ListAsync(TestContext.Current.CancellationToken));
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public async Task Descriptors_say_which_activities_can_try_again()
    {
        await using var engine = await StartAsync();
        var descriptor = engine.Get<IActivityRegistry>().Find("Samples.Call")!;
        Assert.Equal((true, "HTTP"), ((bool)descriptor.CustomProperties["Resilient"], (string)descriptor.CustomProperties["ResilienceCategory"]));
        Assert.False(engine.Get<IActivityRegistry>().Find("Elsa.WriteLine")!.CustomProperties.ContainsKey("Resilient"));
    }

    [Fact]
    public async Task Transient_exceptions_are_told_from_the_others()
    {
        await using var engine = await StartAsync();
        var detector = engine.Get<ITransientExceptionDetector>();
        Assert.True(detector.IsTransient(new TimeoutException()));
        Assert.True(detector.IsTransient(new InvalidOperationException("x", new System.Net.Sockets.SocketException())));
        Assert.True(detector.IsTransient(new AggregateException(new ArgumentException("x"), new IOException())));
        Assert.True(detector.IsTransient(new HttpRequestException("x", null, HttpStatusCode.TooManyRequests)));
        Assert.False(detector.IsTransient(new HttpRequestException("x", null, HttpStatusCode.NotFound)));
        Assert.False(detector.IsTransient(new FileNotFoundException()));
        Assert.False(detector.IsTransient(new ArgumentException("x")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Attempts_are_listed_from_the_stored_execution(bool asJson)
    {
        await using var engine = await StartAsync();
        var attempts = Enumerable.Range(0, 3).Select(x => new RetryAttemptRecord { Id = $"{x}", AttemptNumber = x, RetryDelay = TimeSpan.FromMilliseconds(200), Details = { ["StatusCode"] = "ServiceUnavailable" } }).ToList();
        var record = new ActivityExecutionRecord { Id = "e", WorkflowInstanceId = "w", ActivityId = "a", Properties = new Dictionary<string, object> { ["RetryAttempts"] = asJson ? JsonSerializer.SerializeToElement(attempts, JsonSerializerOptions.Web) : attempts } };
        await engine.Get<IActivityExecutionStore>().SaveAsync(record, TestContext.Current.CancellationToken);
        var reader = engine.Get<IRetryAttemptReader>();

        var all = await reader.ReadAttemptsAsync("e", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(3, all.TotalCount);
        Assert.All(all.Items, x => Assert.Equal((TimeSpan.FromMilliseconds(200), "ServiceUnavailable"), (x.RetryDelay, x.Details["StatusCode"])));
        var page = await reader.ReadAttemptsAsync("e", PageArgs.FromRange(1, 1), TestContext.Current.CancellationToken);
        Assert.Equal((3, 1), (page.TotalCount, Assert.Single(page.Items).AttemptNumber));
        Assert.Empty((await reader.ReadAttemptsAsync("nobody", cancellationToken: TestContext.Current.CancellationToken)).Items);
    }

    [Fact]
    public void A_choice_survives_being_written()
    {
        var config = new ResilienceStrategyConfig { Mode = ResilienceStrategyConfigMode.Expression, Expression = new("JavaScript", "'x'") };
        var read = ResilienceStrategyConfig.Deserialize(config.SerializeToNode())!;
        Assert.Equal((config.Mode, "JavaScript", "'x'"), (read.Mode, read.Expression!.Type, read.Expression.Value));
        Assert.Null(ResilienceStrategyConfig.Deserialize(null));
    }

    private static Task<Engine> StartAsync(Dictionary<string, string?>? settings = null) => Engine.StartAsync(
        x => x.UseJavaScript().UseResilience(),
        x => x.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings ?? Settings).Build()));
}

/// <summary>An activity that fails a number of times, as a server that is overloaded does.</summary>
[Activity("Samples", "Samples")]
[ResilienceCategory("HTTP")]
public sealed class Call : CodeActivity, IResilientActivity
{
    public int Fails { get; set; }

    public int Attempts { get; private set; }

    public IDictionary<string, string?> CollectRetryDetails(ActivityExecutionContext context, RetryAttempt attempt) =>
        new Dictionary<string, string?> { ["StatusCode"] = (attempt.Exception as HttpRequestException)?.StatusCode.ToString() };

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        await context.GetRequiredService<IResilientActivityInvoker>().InvokeAsync(this, context, CallAsync, context.CancellationToken);

    private Task<string?> CallAsync() => ++Attempts <= Fails
        ? throw new HttpRequestException("overloaded", null, HttpStatusCode.ServiceUnavailable)
        : Task.FromResult<string?>("answer");
}
