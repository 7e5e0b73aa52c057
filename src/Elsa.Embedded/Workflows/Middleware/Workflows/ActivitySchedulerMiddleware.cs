using Elsa.Workflows.Options;
using Elsa.Workflows.Pipelines.WorkflowExecution;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Workflows.Middleware.Workflows;

/// <summary>The last step: executes what is scheduled until nothing is, then says where the workflow stands.</summary>
internal sealed class ActivitySchedulerMiddleware(WorkflowMiddlewareDelegate next) : IWorkflowExecutionMiddleware
{
    public async ValueTask InvokeAsync(WorkflowExecutionContext context)
    {
        var invoker = context.ServiceProvider.GetRequiredService<IActivityInvoker>();
        context.TransitionTo(WorkflowSubStatus.Executing);

        while (context.Scheduler.HasAny && context.Status == WorkflowStatus.Running)
        {
            if (context.CancellationToken.IsCancellationRequested)
            {
                context.Cancel();
                break;
            }

            var item = context.Dequeue();
            if (item.ResumedBookmark is { } bookmark)
                context.ResumedBookmarkContext = new ResumedBookmarkContext(bookmark);
            await invoker.InvokeAsync(context, item.Activity, new ActivityInvocationOptions
            {
                Owner = item.Owner,
                Tag = item.Tag,
                Variables = item.Variables,
                ExistingActivityExecutionContext = item.ExistingActivityExecutionContext,
                Input = item.Input,
                SchedulingActivityExecutionId = item.SchedulingActivityExecutionId,
                SchedulingWorkflowInstanceId = item.SchedulingWorkflowInstanceId,
                SchedulingCallStackDepth = item.SchedulingCallStackDepth,
            });
        }

        await next(context);
        if (context.Status == WorkflowStatus.Running)
            context.TransitionTo(WorkflowSubStatus.Suspended);
    }
}

/// <summary>Adds the step to a pipeline.</summary>
public static class UseActivitySchedulerMiddlewareExtensions
{
    /// <summary>Executes what is scheduled.</summary>
    public static IWorkflowExecutionPipelineBuilder UseDefaultActivityScheduler(this IWorkflowExecutionPipelineBuilder pipelineBuilder) =>
        pipelineBuilder.Use(next => new ActivitySchedulerMiddleware(next).InvokeAsync);
}
