using Elsa.Http.Routing;
using Elsa.Workflows;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Messages;
using Elsa.Workflows.Runtime.Options;
using Elsa.Workflows.State;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Elsa.Http.Middleware;

/// <summary>Runs the burst that a request asks for, and answers where the workflow does not.</summary>
internal sealed class EndpointRun(IServiceScopeFactory scopes, IHttpEndpointFaultHandler faultHandler, TimeProvider time, ILogger<EndpointRun> logger)
{
    private const string InstanceHeader = "x-elsa-workflow-instance-id";

    public async Task<bool> StartAsync(HttpContext http, HttpExchange exchange, EndpointMatch.Start start, string? correlationId, TimeSpan? timeout)
    {
        var request = new StartWorkflowRequest { Workflow = start.Graph.Workflow, TriggerActivityId = start.Trigger.ActivityId, CorrelationId = correlationId };
        var started = await InTimeAsync(http, exchange, timeout, services => services.GetRequiredService<IWorkflowStarter>().StartWorkflowAsync(request, CancellationToken.None));
        if (started is { CannotStart: true })
            await Problems.WriteAsync(http.Response, StatusCodes.Status409Conflict, $"The workflow '{start.Graph.Workflow.Identity.DefinitionId}' may not start now: its activation strategy refuses.");
        else if (started is not null)
            await AnswerAsync(http, exchange, started.ToRunWorkflowInstanceResponse());
        return true;
    }

    /// <summary>Resumes what waits; false if it no longer does.</summary>
    public async Task<bool> ResumeAsync(HttpContext http, HttpExchange exchange, EndpointMatch.Resume resume, TimeSpan? timeout)
    {
        var resumed = await InTimeAsync(http, exchange, timeout, async services => new Resumption(
            await services.GetRequiredService<IWorkflowResumer>().ResumeAsync<HttpEndpoint>(resume.Bookmark.Id, new ResumeBookmarkOptions(), CancellationToken.None)));
        if (resumed?.Response is { } response)
            await AnswerAsync(http, exchange, response);
        return resumed is null || resumed.Response is not null;
    }

    // Null if it took too long. The workflow then goes on, and nobody gets its answer.
    private async Task<T?> InTimeAsync<T>(HttpContext http, HttpExchange exchange, TimeSpan? timeout, Func<IServiceProvider, Task<T>> run) where T : class
    {
        var running = RunInScopeAsync(run);
        try
        {
            return timeout is { } limit ? await running.WaitAsync(limit, time) : await running;
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            if (!exchange.TryAbandon())
                return await running;
            _ = running.ContinueWith(x => logger.LogError(x.Exception, "The workflow failed after its sender was told that it takes too long."), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            await Problems.WriteAsync(http.Response, StatusCodes.Status504GatewayTimeout, $"The workflow did not answer within {timeout}. It goes on.");
            return null;
        }
    }

    // The services of the request are gone when it has ended; those of the run must not be.
    private async Task<T> RunInScopeAsync<T>(Func<IServiceProvider, Task<T>> run)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await run(scope.ServiceProvider);
    }

    private async Task AnswerAsync(HttpContext http, HttpExchange exchange, RunWorkflowInstanceResponse result)
    {
        if (exchange.IsAnswered || http.Response.HasStarted)
            return;
        http.Response.Headers[InstanceHeader] = result.WorkflowInstanceId;
        switch (result.SubStatus)
        {
            case WorkflowSubStatus.Faulted:
                await faultHandler.HandleAsync(new HttpEndpointFaultContext(http, StateOf(result), http.RequestAborted));
                break;
            case WorkflowSubStatus.Cancelled:
                await Problems.WriteAsync(http.Response, StatusCodes.Status500InternalServerError, "The workflow was cancelled before it answered.", result.WorkflowInstanceId);
                break;
            default:
                http.Response.StatusCode = result.Status == WorkflowStatus.Finished ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
                await http.Response.WriteAsJsonAsync(new { workflowInstanceId = result.WorkflowInstanceId }, CancellationToken.None);
                break;
        }
    }

    private static WorkflowState StateOf(RunWorkflowInstanceResponse result) => new()
    {
        Id = result.WorkflowInstanceId,
        Status = result.Status,
        SubStatus = result.SubStatus,
        Incidents = result.Incidents,
        Bookmarks = result.Bookmarks,
    };

    private sealed record Resumption(RunWorkflowInstanceResponse? Response);
}
