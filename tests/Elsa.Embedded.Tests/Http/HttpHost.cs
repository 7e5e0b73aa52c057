using System.Text;
using System.Text.Json;
using Elsa.Extensions;
using Elsa.Features.Services;
using Elsa.Http;
using Elsa.Workflows;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Endpoint = Elsa.Http.HttpEndpoint;

namespace Elsa.Embedded.Tests.Http;

/// <summary>A web server with workflows, on a free port of this machine.</summary>
internal sealed class HttpHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly StringWriter _console = new();

    private HttpHost(Action<IModule>? configure, Action<IServiceCollection>? register, Action<WebApplication>? use)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        register?.Invoke(builder.Services);
        builder.Services.AddElsa(elsa =>
        {
            elsa.UseWorkflows(x => x.WithStandardOutStreamProvider(_ => new StandardOutStreamProvider(_console)));
            elsa.UseJavaScript().UseHttp();
            elsa.AddActivitiesFrom<HttpHost>();
            configure?.Invoke(elsa);
        });
        _app = builder.Build();
        use?.Invoke(_app);
        _app.UseWorkflows();
    }

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public Uri Address => Client.BaseAddress!;

    public string[] Lines => _console.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<HttpHost> StartAsync(Action<IModule>? configure = null, Action<IServiceCollection>? register = null, Action<WebApplication>? use = null)
    {
        var host = new HttpHost(configure, register, use);
        await host._app.StartAsync(Token);
        host.Client.BaseAddress = new Uri(host._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return host;
    }

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public async Task<TResult> CallAsync<T, TResult>(Func<T, Task<TResult>> call) where T : notnull
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await call(scope.ServiceProvider.GetRequiredService<T>());
    }

    /// <summary>Imports and publishes a definition, and says what stands against it.</summary>
    public async Task<ICollection<WorkflowValidationError>> ImportAsync(string json)
    {
        var model = Get<IActivitySerializer>().Deserialize<WorkflowDefinitionModel>(json)!;
        var result = await CallAsync<IWorkflowDefinitionImporter, ImportWorkflowResult>(x => x.ImportAsync(new SaveWorkflowDefinitionRequest { Model = model, Publish = true }, Token));
        return result.ValidationErrors;
    }

    /// <summary>Publishes a workflow, and says what stands against it.</summary>
    public async Task<ICollection<WorkflowValidationError>> PublishAsync(string definitionId, params IActivity[] steps)
    {
        var root = new Elsa.Workflows.Activities.Sequence { Id = "s", Activities = steps.ToList() };
        var definition = new WorkflowDefinition { DefinitionId = definitionId, StringData = Get<IActivitySerializer>().Serialize(root), MaterializerName = "Json" };
        return (await CallAsync<IWorkflowDefinitionPublisher, PublishWorkflowDefinitionResult>(x => x.PublishAsync(definition, Token))).ValidationErrors;
    }

    public async Task<WorkflowInstance> SingleInstanceAsync(string definitionId) => Assert.Single(await InstancesAsync(definitionId));

    public async Task<List<WorkflowInstance>> InstancesAsync(string definitionId) =>
        (await Get<IWorkflowInstanceStore>().FindManyAsync(new WorkflowInstanceFilter { DefinitionId = definitionId }, Token)).ToList();

    public async Task<WorkflowInstance> ReloadAsync(string instanceId) => (await Get<IWorkflowInstanceStore>().FindAsync(new WorkflowInstanceFilter { Id = instanceId }, Token))!;

    /// <summary>Starts an instance without a request.</summary>
    public Task<StartWorkflowResponse> StartWorkflowAsync(string definitionId, string? correlationId = null) => CallAsync<IWorkflowStarter, StartWorkflowResponse>(x => x.StartWorkflowAsync(
        new StartWorkflowRequest { WorkflowDefinitionHandle = WorkflowDefinitionHandle.ByDefinitionId(definitionId), CorrelationId = correlationId }, Token));

    public async Task<string[]> JournalAsync(string instanceId) => (await Get<IWorkflowExecutionLogStore>().FindManyAsync(new WorkflowExecutionLogRecordFilter { WorkflowInstanceId = instanceId }, new Common.Models.PageArgs(), Token))
        .Items.OrderBy(x => x.Sequence).Select(x => $"{x.Sequence} {x.EventName} {x.ActivityNodeId} {x.ActivityType}").ToArray();

    public async Task<ActivityExecutionRecord> RecordAsync(string instanceId, string activityId) =>
        (await Get<IActivityExecutionStore>().FindManyAsync(new ActivityExecutionRecordFilter { WorkflowInstanceId = instanceId, ActivityId = activityId }, Token)).Last();

    /// <summary>What a value of a record is as JSON.</summary>
    public static string Json(object? value) => JsonSerializer.Serialize(value, Compact);

    public Task<HttpResponseMessage> SendAsync(string method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return Client.SendAsync(request, Token);
    }

    public static StringContent JsonBody(string json) => new(json, Encoding.UTF8, "application/json");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    /// <summary>An endpoint that starts its workflow.</summary>
    public static Endpoint Starts(string path, params string[] methods)
    {
        var endpoint = Waits(path, methods);
        endpoint.CanStartWorkflow = true;
        endpoint.Id = "he";
        return endpoint;
    }

    /// <summary>An endpoint in the middle of a workflow.</summary>
    public static Endpoint Waits(string path, params string[] methods) => new(new Input<string>(path))
    {
        Id = "wait",
        SupportedMethods = new Input<ICollection<string>>(methods.Length == 0 ? ["GET"] : methods.ToList()),
    };

    /// <summary>An answer of text.</summary>
    public static WriteHttpResponse Answers(string text) => new(new Input<object?>((object?)text)) { Id = "resp" };

    private static readonly JsonSerializerOptions Compact = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
