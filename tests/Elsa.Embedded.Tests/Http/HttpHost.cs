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
using Microsoft.Extensions.DependencyInjection;
using Endpoint = Elsa.Http.HttpEndpoint;

namespace Elsa.Embedded.Tests.Http;

/// <summary>A web server with workflows, on a free port of this machine.</summary>
internal sealed class HttpHost : WebHost
{
    private HttpHost(Action<IModule>? configure, Action<IServiceCollection>? register, Action<WebApplication>? use)
        : base(
            register,
            elsa =>
            {
                elsa.UseJavaScript().UseHttp();
                elsa.AddActivitiesFrom<HttpHost>();
                configure?.Invoke(elsa);
            },
            app =>
            {
                use?.Invoke(app);
                app.UseWorkflows();
            })
    {
    }

    public Uri Address => Client.BaseAddress!;

    public static async Task<HttpHost> StartAsync(Action<IModule>? configure = null, Action<IServiceCollection>? register = null, Action<WebApplication>? use = null)
    {
        var host = new HttpHost(configure, register, use);
        await host.OpenAsync();
        return host;
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
