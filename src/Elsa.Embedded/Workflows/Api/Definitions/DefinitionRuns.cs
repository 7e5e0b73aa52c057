using System.Text.Json;
using Elsa.Common.Models;
using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Requests;
using Microsoft.AspNetCore.Http;

namespace Elsa.Workflows.Api.Definitions;

/// <summary>Starts instances: at once, with the state after the first burst as the answer, or by a dispatch that survives a crash.</summary>
internal sealed class DefinitionRuns(
    IWorkflowDefinitionService definitions,
    IWorkflowStarter starter,
    IWorkflowDispatcher dispatcher,
    IWorkflowActivationStrategyEvaluator activations,
    IWorkflowInstanceStore instances,
    IIdentityGenerator identities)
{
    private const string Execute = "exec:workflow-definitions";
    private const string InstanceHeader = "x-elsa-workflow-instance-id";
    private const string CannotStartHeader = "x-elsa-workflow-cannot-start";

    public static void Map(ApiRoutes routes)
    {
        routes.Get<DefinitionRuns>("workflow-definitions/{definitionId}/execute", (x, request) => x.ExecuteAsync(FromQuery(request), request), Execute);
        routes.Post<DefinitionRuns>("workflow-definitions/{definitionId}/execute", async (x, request) => await x.ExecuteAsync(await request.ReadAsync<RunRequest>(), request), Execute);
        routes.Post<DefinitionRuns>("workflow-definitions/{definitionId}/dispatch", (x, request) => x.DispatchAsync(request), Execute);
        routes.Post<DefinitionRuns>("workflow-definitions/{definitionId}/bulk-dispatch", (x, request) => x.DispatchManyAsync(request), Execute);
    }

    private async Task<IResult> ExecuteAsync(RunRequest run, ApiRequest request)
    {
        if (await FindAsync(run, request) is not { } graph)
            return Answers.NotFound;
        var start = new StartWorkflowRequest
        {
            Workflow = graph.Workflow,
            CorrelationId = run.CorrelationId,
            Name = run.Name,
            Input = run.Input,
            Variables = run.Variables,
            TriggerActivityId = run.TriggerActivityId,
            ActivityHandle = run.ActivityHandle,
        };
        var response = await StartAsync(start);
        var headers = request.Http.Response.Headers;
        headers[CannotStartHeader] = response.CannotStart.ToString();
        if (response.CannotStart)
            return Answers.Ok;
        headers[InstanceHeader] = response.WorkflowInstanceId;
        var state = (await instances.FindAsync(new WorkflowInstanceFilter { Id = response.WorkflowInstanceId }, request.Aborted))?.WorkflowState;
        if (response.SubStatus == WorkflowSubStatus.Faulted)
            return state is null ? Results.StatusCode(StatusCodes.Status500InternalServerError) : request.Answer(new { WorkflowState = state }, StatusCodes.Status500InternalServerError);
        headers["x-elsa-response"] = "true";
        return state is null ? Answers.Ok : request.Answer(new { WorkflowState = state });
    }

    // Whoever asked may go away; the instance goes on. What cannot begin at all is told as what it is: nothing was stored.
    private async Task<StartWorkflowResponse> StartAsync(StartWorkflowRequest start)
    {
        try
        {
            return await starter.StartWorkflowAsync(start, CancellationToken.None);
        }
        catch (InvalidOperationException e)
        {
            throw ApiException.Refused(e.Message);
        }
    }

    // The recorded server hands out an instance also where the activation strategy refuses; here it says so.
    private async Task<IResult> DispatchAsync(ApiRequest request)
    {
        var run = await request.ReadAsync<RunRequest>();
        if (await FindAsync(run, request) is not { } graph)
            return Answers.NotFound;
        if (!await CanStartAsync(graph, run, request))
        {
            request.Http.Response.Headers[CannotStartHeader] = bool.TrueString;
            return Answers.Ok;
        }

        var id = await DispatchAsync(graph, run, run.InstanceId, request);
        return request.Answer(new { WorkflowInstanceId = id });
    }

    private async Task<IResult> DispatchManyAsync(ApiRequest request)
    {
        var run = await request.ReadAsync<RunRequest>();
        if (run.Count is < 1 or > ApiLimits.BulkDispatch)
            throw ApiException.Invalid("count", $"{run.Count} is no number from 1 to {ApiLimits.BulkDispatch}.");
        if (await FindAsync(run, request) is not { } graph)
            return Answers.NotFound;
        var ids = new List<string>();
        for (var i = 0; i < run.Count && await CanStartAsync(graph, run, request); i++)
            ids.Add(await DispatchAsync(graph, run, null, request));
        return request.Answer(new { WorkflowInstanceIds = ids });
    }

    private async Task<string> DispatchAsync(WorkflowGraph graph, RunRequest run, string? instanceId, ApiRequest request)
    {
        var dispatch = new DispatchWorkflowDefinitionRequest(graph.Workflow.Identity.Id)
        {
            InstanceId = string.IsNullOrEmpty(instanceId) ? identities.GenerateId() : instanceId,
            CorrelationId = run.CorrelationId,
            Input = run.Input,
            TriggerActivityId = run.TriggerActivityId,
        };
        var response = await dispatcher.DispatchAsync(dispatch, new DispatchWorkflowOptions { Channel = string.IsNullOrEmpty(run.Channel) ? null : run.Channel }, request.Aborted);
        return response.Fault is null ? dispatch.InstanceId : throw ApiException.Refused(response.Fault.Message);
    }

    private Task<WorkflowGraph?> FindAsync(RunRequest run, ApiRequest request) =>
        definitions.FindWorkflowGraphAsync(WorkflowDefinitionHandle.ByDefinitionId(request.Route("definitionId"), run.VersionOptions ?? VersionOptions.Published), request.Aborted);

    private Task<bool> CanStartAsync(WorkflowGraph graph, RunRequest run, ApiRequest request) => activations.CanStartWorkflowAsync(
        new WorkflowActivationStrategyEvaluationContext { Workflow = graph.Workflow, CorrelationId = run.CorrelationId, CancellationToken = request.Aborted });

    private static RunRequest FromQuery(ApiRequest request) => new()
    {
        CorrelationId = request.Text("correlationId"),
        Name = request.Text("name"),
        TriggerActivityId = request.Text("triggerActivityId"),
        VersionOptions = request.Versions(),
        Input = ReadObject("input", request),
        Variables = ReadObject("variables", request),
    };

    private static IDictionary<string, object>? ReadObject(string name, ApiRequest request)
    {
        try
        {
            return request.Text(name) is { } text ? JsonSerializer.Deserialize<IDictionary<string, object>>(text, request.Json.States) : null;
        }
        catch (JsonException e)
        {
            throw ApiException.Invalid(name, e.Message);
        }
    }

    private sealed class RunRequest
    {
        public string? CorrelationId { get; set; }
        public string? Name { get; set; }
        public string? InstanceId { get; set; }
        public string? TriggerActivityId { get; set; }
        public ActivityHandle? ActivityHandle { get; set; }
        public VersionOptions? VersionOptions { get; set; }
        public IDictionary<string, object>? Input { get; set; }
        public IDictionary<string, object>? Variables { get; set; }
        public string? Channel { get; set; }
        public int Count { get; set; } = 1;
    }
}
