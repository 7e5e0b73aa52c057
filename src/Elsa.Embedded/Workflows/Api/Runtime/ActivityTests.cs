using Elsa.Common.Models;
using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.Management;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.State;
using Microsoft.AspNetCore.Http;

namespace Elsa.Workflows.Api.Runtime;

/// <summary>Tries one activity out: what its inputs are worth, what comes out of it, or why it fails.</summary>
internal sealed class ActivityTests(IWorkflowDefinitionService definitions, IActivityTestRunner runner, IActivityExecutionMapper mapper, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static void Map(ApiRoutes routes) => routes.Post<ActivityTests>("tests/activities", (x, request) => x.TestAsync(request), "exec:tests");

    private async Task<IResult> TestAsync(ApiRequest request)
    {
        var body = await request.ReadAsync<TestRequest>();
        var handle = body.WorkflowDefinitionHandle ?? throw ApiException.Invalid("workflowDefinitionHandle", "Name the workflow definition.");
        handle.VersionOptions ??= handle.DefinitionId is null ? null : VersionOptions.Latest;
        var graph = handle is { DefinitionId: null, DefinitionVersionId: null } ? null : await definitions.FindWorkflowGraphAsync(handle, request.Aborted);
        if (graph is null)
            throw ApiException.Refused("Workflow definition not found.");
        if (body.ActivityHandle is null || graph.FindActivity(body.ActivityHandle) is not { } activity)
            throw ApiException.Refused("Activity not found.");
        return request.Answer(await RunAsync(graph, activity, request));
    }

    // Studio cannot show another status than 200.
    private async Task<TestAnswer> RunAsync(WorkflowGraph graph, IActivity activity, ApiRequest request)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        using var token = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, request.Aborted);
        try
        {
            var context = await runner.RunAsync(graph, activity, token.Token);
            var record = await mapper.MapAsync(context);
            var exception = deadline.IsCancellationRequested ? ExceptionState.FromException(TooLong()) : record.Exception;
            return new TestAnswer(record.ActivityState ?? new Dictionary<string, object?>(), record.Outputs ?? new Dictionary<string, object?>(), record.Payload ?? new Dictionary<string, object>(), exception, record.Status);
        }
        catch (Exception e) when (!request.Aborted.IsCancellationRequested)
        {
            var exception = ExceptionState.FromException(deadline.IsCancellationRequested ? TooLong() : e);
            return new TestAnswer(new Dictionary<string, object?>(), new Dictionary<string, object?>(), new Dictionary<string, object>(), exception, ActivityStatus.Faulted);
        }
    }

    private static TimeoutException TooLong() => new($"The test was ended after {Patience.TotalSeconds:0} s.");

    private sealed class TestRequest
    {
        public WorkflowDefinitionHandle? WorkflowDefinitionHandle { get; set; }
        public ActivityHandle? ActivityHandle { get; set; }
    }

    private sealed record TestAnswer(
        IDictionary<string, object?> ActivityState,
        IDictionary<string, object?> Outputs,
        IDictionary<string, object> Payload,
        ExceptionState? Exception,
        ActivityStatus Status);
}
