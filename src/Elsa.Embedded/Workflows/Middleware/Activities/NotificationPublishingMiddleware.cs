using Elsa.Workflows.Notifications;
using Elsa.Workflows.Pipelines.ActivityExecution;

namespace Elsa.Workflows.Middleware.Activities;

/// <summary>Tells everyone who listens that an activity is executed.</summary>
internal sealed class NotificationPublishingMiddleware(ActivityMiddlewareDelegate next) : IActivityExecutionMiddleware
{
    public async ValueTask InvokeAsync(ActivityExecutionContext context)
    {
        var workflow = context.WorkflowExecutionContext;
        await workflow.NotifyAsync(new ActivityExecuting(context));
        await next(context);
        await workflow.NotifyAsync(new ActivityExecuted(context));
    }
}

/// <summary>Adds the step to a pipeline.</summary>
public static class NotificationPublishingMiddlewareExtensions
{
    /// <summary>Sends notifications.</summary>
    public static IActivityExecutionPipelineBuilder UseNotifications(this IActivityExecutionPipelineBuilder pipelineBuilder) =>
        pipelineBuilder.Use(next => new NotificationPublishingMiddleware(next).InvokeAsync);
}
