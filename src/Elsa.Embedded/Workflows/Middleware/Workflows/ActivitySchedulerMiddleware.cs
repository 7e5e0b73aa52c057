using Elsa.Extensions;
using Elsa.Workflows.CommitStates;
using Elsa.Workflows.Options;
using Elsa.Workflows.Pipelines.WorkflowExecution;
using Elsa.Workflows.Services;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Workflows.Middleware.Workflows;

/// <summary>The last step: executes what is scheduled until nothing is, then says where the workflow stands.</summary>
internal sealed class ActivitySchedulerMiddleware(WorkflowMiddlewareDelegate nextStep) : IWorkflowExecutionMiddleware
{
    public async ValueTask InvokeAsync(WorkflowExecutionContext context)
    {
        var invoker = context.ServiceProvider.GetRequiredService<IActivityInvoker>();
        var commits = context.ServiceProvider.GetRequiredService<CommitMoments>();
        var strategy = commits.FindStrategy(context);
        var queue = (ActivityQueue)context.Scheduler;
        context.TransitionTo(WorkflowSubStatus.Executing);
        await CommitMoments.BeginAsync(context, strategy);

        while (context.Scheduler.HasAny && context.Status == WorkflowStatus.Running)
        {
            if (context.CancellationToken.IsCancellationRequested)
            {
                context.Cancel();
                break;
            }

            // What is stored before an activity still has it among what is due.
            var next = queue.Peek();
            await commits.PassAsync(context, strategy, next.Activity, next.ExistingActivityExecutionContext ?? next.Owner, ActivityLifetimeEvent.ActivityExecuting);
            var item = context.Dequeue();
            if (item.ResumedBookmark is { } bookmark)
                context.ResumedBookmarkContext = new ResumedBookmarkContext(bookmark);
            var execution = await invoker.InvokeAsync(context, item.Activity, new ActivityInvocationOptions
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

            // After the last one the end of the burst is stored anyway.
            if (context.Scheduler.HasAny && context.Status == WorkflowStatus.Running && !context.CancellationToken.IsCancellationRequested)
                await commits.PassAsync(context, strategy, item.Activity, execution, ActivityLifetimeEvent.ActivityExecuted);
        }

        await nextStep(context);
        if (context.Status == WorkflowStatus.Running)
            context.TransitionTo(IsOver(context) ? WorkflowSubStatus.Finished : WorkflowSubStatus.Suspended);
    }

    // An activity that was run by itself, by its handle, has no workflow around it whose end would be the end.
    private static bool IsOver(WorkflowExecutionContext context) =>
        context.ActivityExecutionContexts.Count > 0 && !context.Scheduler.HasAny && context.AllActivitiesCompleted();
}

/// <summary>Adds the step to a pipeline.</summary>
public static class UseActivitySchedulerMiddlewareExtensions
{
    /// <summary>Executes what is scheduled.</summary>
    public static IWorkflowExecutionPipelineBuilder UseDefaultActivityScheduler(this IWorkflowExecutionPipelineBuilder pipelineBuilder) =>
        pipelineBuilder.Use(next => new ActivitySchedulerMiddleware(next).InvokeAsync);
}
