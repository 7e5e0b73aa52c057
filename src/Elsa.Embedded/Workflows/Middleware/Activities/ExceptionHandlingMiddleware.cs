using Elsa.Workflows.Pipelines.ActivityExecution;

namespace Elsa.Workflows.Middleware.Activities;

/// <summary>Turns an exception of an activity into an incident, and a cancellation of the run into a cancelled workflow.</summary>
internal sealed class ExceptionHandlingMiddleware(ActivityMiddlewareDelegate next) : IActivityExecutionMiddleware
{
    public async ValueTask InvokeAsync(ActivityExecutionContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (context.WorkflowExecutionContext.IsCancellation(e))
        {
            context.WorkflowExecutionContext.Cancel();
        }
        catch (Exception e)
        {
            await context.HandleFaultAsync(e);
        }
    }
}

/// <summary>Adds the step to a pipeline.</summary>
public static class ExceptionHandlingMiddlewareExtensions
{
    /// <summary>Turns exceptions of activities into incidents.</summary>
    public static IActivityExecutionPipelineBuilder UseExceptionHandling(this IActivityExecutionPipelineBuilder pipelineBuilder) =>
        pipelineBuilder.Use(next => new ExceptionHandlingMiddleware(next).InvokeAsync);
}
