using Elsa.Workflows.Pipelines.ActivityExecution;

namespace Elsa.Workflows.Middleware.Activities;

/// <summary>Writes into the journal that an activity started, resumed, or waits.</summary>
internal sealed class ExecutionLogMiddleware(ActivityMiddlewareDelegate next) : IActivityExecutionMiddleware
{
    public async ValueTask InvokeAsync(ActivityExecutionContext context)
    {
        context.AddExecutionLogEntry(context.Status == ActivityStatus.Pending ? "Started" : "Resumed");
        await next(context);
        if (context is { Status: ActivityStatus.Running, HasNewBookmarks: true })
            context.AddExecutionLogEntry("Suspended");
    }
}

/// <summary>Adds the step to a pipeline.</summary>
public static class ExecutionLogMiddlewareExtensions
{
    /// <summary>Writes the journal.</summary>
    public static IActivityExecutionPipelineBuilder UseExecutionLogging(this IActivityExecutionPipelineBuilder pipelineBuilder) =>
        pipelineBuilder.Use(next => new ExecutionLogMiddleware(next).InvokeAsync);
}
