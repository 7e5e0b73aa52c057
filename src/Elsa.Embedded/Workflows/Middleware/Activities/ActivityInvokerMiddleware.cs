using Elsa.Extensions;
using Elsa.Workflows.Models;
using Elsa.Workflows.Pipelines.ActivityExecution;
using Elsa.Workflows.Services;

namespace Elsa.Workflows.Middleware.Activities;

/// <summary>The last step: evaluates the inputs and runs the code of the activity.</summary>
internal sealed class ActivityInvokerMiddleware(ActivityMiddlewareDelegate next) : IActivityExecutionMiddleware
{
    public async ValueTask InvokeAsync(ActivityExecutionContext context)
    {
        var activity = context.Activity;
        context.CancellationToken.ThrowIfCancellationRequested();
        context.TransitionTo(ActivityStatus.Running);
        if (context.DeclarationProblem is { } problem)
            throw new InvalidOperationException(problem.Message, problem);
        await InputEvaluation.EnsureAsync(context);

        if (!await activity.CanExecuteAsync(context))
            return;

        var bookmark = Resumed(context);
        context.ForgetNewBookmarks();
        context.ExecutionCount++;
        context.IsExecuting = true;
        try
        {
            if (bookmark is null)
                await activity.ExecuteAsync(context);
            else
                await ResumeAsync(context, bookmark);

            if (activity is Activity { HasBehaviors: true } behaving)
                await BehaveAsync(behaving, context);
        }
        finally
        {
            context.IsExecuting = false;
        }

        await CompleteAsync(context);
        await next(context);
    }

    private static Bookmark? Resumed(ActivityExecutionContext context)
    {
        var workflow = context.WorkflowExecutionContext;
        if (workflow.ResumedBookmarkContext?.Bookmark is not { } bookmark || bookmark.ActivityInstanceId != context.Id || context.ExecutionCount == 0)
            return null;
        workflow.ResumedBookmarkContext = null;
        if (bookmark.AutoBurn)
            workflow.Bookmarks.Remove(bookmark);
        return bookmark;
    }

    private static async ValueTask ResumeAsync(ActivityExecutionContext context, Bookmark bookmark)
    {
        if (bookmark.CallbackMethodName is { } method)
            await context.Activity.GetResumeActivityDelegate(method)(context);
        if (bookmark.AutoComplete && !context.IsAtWork)
            await context.CompleteActivityAsync();
    }

    private static async ValueTask BehaveAsync(Activity activity, ActivityExecutionContext context)
    {
        foreach (var behavior in activity.Behaviors.ToList())
            await behavior.ExecuteAsync(context);
    }

    private static ValueTask CompleteAsync(ActivityExecutionContext context) =>
        context.Activity is Activity { CompletesItself: false } && !context.IsAtWork
            ? context.CompleteActivityAsync()
            : ValueTask.CompletedTask;
}

/// <summary>Adds the step to a pipeline.</summary>
public static class ActivityInvokerMiddlewareExtensions
{
    /// <summary>Runs the code of activities.</summary>
    public static IActivityExecutionPipelineBuilder UseDefaultActivityInvoker(this IActivityExecutionPipelineBuilder pipelineBuilder) =>
        pipelineBuilder.Use(next => new ActivityInvokerMiddleware(next).InvokeAsync);
}
