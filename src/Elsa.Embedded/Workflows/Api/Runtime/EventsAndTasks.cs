using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.Runtime;
using Microsoft.AspNetCore.Http;

namespace Elsa.Workflows.Api.Runtime;

/// <summary>Tells waiting workflows what happened outside.</summary>
internal sealed class EventsAndTasks(IEventPublisher events, ITaskReporter tasks)
{
    public static void Map(ApiRoutes routes)
    {
        routes.Post<EventsAndTasks>("events/{eventName}/trigger", (x, request) => x.TriggerAsync(request), "trigger:event");
        routes.Post<EventsAndTasks>("tasks/{taskId}/complete", (x, request) => x.CompleteAsync(request), "tasks:complete");
    }

    // Nobody may be waiting: the event waits then for a while.
    private async Task<IResult> TriggerAsync(ApiRequest request)
    {
        var body = await request.ReadAsync<EventRequest>();
        await events.PublishAsync(
            request.Route("eventName"),
            body.CorrelationId,
            body.WorkflowInstanceId,
            body.ActivityInstanceId,
            body.Input,
            body.WorkflowExecutionMode != ExecutionMode.Synchronous,
            request.Aborted);
        return Answers.Ok;
    }

    private async Task<IResult> CompleteAsync(ApiRequest request)
    {
        var body = await request.ReadAsync<TaskRequest>();
        await tasks.ReportCompletionAsync(request.Route("taskId"), body.Result, request.Aborted);
        return Answers.Ok;
    }

    private enum ExecutionMode
    {
        Asynchronous,
        Synchronous,
    }

    private sealed class EventRequest
    {
        public string? CorrelationId { get; set; }
        public string? WorkflowInstanceId { get; set; }
        public string? ActivityInstanceId { get; set; }
        public object? Input { get; set; }
        public ExecutionMode WorkflowExecutionMode { get; set; }
    }

    private sealed class TaskRequest
    {
        public object? Result { get; set; }
    }
}
