using Elsa.Extensions;
using Elsa.Workflows.Models;
using Elsa.Workflows.Pipelines.ActivityExecution;
using Elsa.Workflows.Runtime.Bursts;
using Elsa.Workflows.Runtime.Dispatch;
using Elsa.Workflows.Runtime.Messages;
using Elsa.Workflows.Runtime.Stimuli;

namespace Elsa.Workflows.Runtime.Middleware.Activities;

/// <summary>
/// Has jobs, and tasks that ask for it, executed in a burst of their own: this one ends, and its caller has the answer. The burst to come is dispatched with the commit
/// of this one, so that a crash before, between or after does not lose it, and one in the middle of it runs the activity again, as any that was interrupted.
/// </summary>
internal sealed class BackgroundActivityMiddleware(ActivityMiddlewareDelegate next) : IActivityExecutionMiddleware
{
    internal const string BookmarkName = "BackgroundActivity";

    public async ValueTask InvokeAsync(ActivityExecutionContext context)
    {
        if (!IsBackground(context) || IsItsTurn(context))
            await next(context);
        else
            Defer(context);
    }

    // As recorded: an action runs in the burst even where its definition says runAsynchronously. Without a runtime there is nobody to do it later.
    private static bool IsBackground(ActivityExecutionContext context) =>
        (context.ActivityDescriptor.Kind == ActivityKind.Job || (context.ActivityDescriptor.Kind == ActivityKind.Task && context.Activity.GetRunAsynchronously() == true))
        && context.GetService<BurstAccessor>() is { IsTrial: false };

    // What it waits for later is its own affair.
    private static bool IsItsTurn(ActivityExecutionContext context)
    {
        var workflow = context.WorkflowExecutionContext;
        if (workflow.ResumedBookmarkContext?.Bookmark is not { } bookmark || bookmark.ActivityInstanceId != context.Id)
            return false;
        if (bookmark.Name != BookmarkName)
            return true;

        workflow.ResumedBookmarkContext = null;
        workflow.Bookmarks.Remove(bookmark);
        context.ForgetNewBookmarks();
        context.ForgetInputs();
        return true;
    }

    private static void Defer(ActivityExecutionContext context)
    {
        context.TransitionTo(ActivityStatus.Running);
        var jobId = context.WorkflowExecutionContext.IdentityGenerator.GenerateId();
        var bookmark = context.CreateBookmark(new CreateBookmarkArgs { BookmarkName = BookmarkName, Stimulus = new BackgroundActivityStimulus { JobId = jobId } });
        Outbox.Add(context, dispatches => dispatches.Run(context.WorkflowExecutionContext.Id, new RunMessage { Request = new RunWorkflowInstanceRequest { BookmarkId = bookmark.Id } }));
    }
}
