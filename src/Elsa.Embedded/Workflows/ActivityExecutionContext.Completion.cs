using Elsa.Extensions;
using Elsa.Workflows.Activities.Flowchart.Models;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Notifications;
using Elsa.Workflows.Services;

namespace Elsa.Workflows;

public partial class ActivityExecutionContext
{
    /// <summary>Completes the activity with outcomes: connections from these ports are followed.</summary>
    public ValueTask CompleteActivityWithOutcomesAsync(params string[] outcomes)
    {
        JournalData["Outcomes"] = outcomes;
        return CompleteActivityAsync(new Outcomes(outcomes));
    }

    /// <summary>Completes the activity and tells its owner; what it still has scheduled or waiting is cancelled.</summary>
    public async ValueTask CompleteActivityAsync(object? result = null)
    {
        if (IsEnded)
            return;

        await EndAsync();
        await NotifyOwnerAsync(result);
    }

    /// <summary>Completes the composite around the activity, and everything in between.</summary>
    public async ValueTask CompleteCompositeAsync(params string[] outcomes)
    {
        var context = this;
        while (context.ParentActivityExecutionContext is not null && context.Activity is not Composite)
        {
            var inner = context;
            context = context.ParentActivityExecutionContext;
            if (!inner.IsEnded)
                await inner.EndAsync();
            WorkflowExecutionContext.PopCompletionCallback(context, inner.ActivityNode);
        }

        // As recorded: a workflow passes its outcomes on to the activity that it is used as, and only that one tells them.
        if (outcomes.Length == 0)
            await context.CompleteActivityAsync();
        else if (context.Activity is Workflow)
            await context.CompleteActivityAsync(new Outcomes(outcomes));
        else
            await context.CompleteActivityWithOutcomesAsync(outcomes);
    }

    private async ValueTask EndAsync()
    {
        if (ScheduledChildren > 0 || RunningChildren > 0 || FaultedChildren > 0)
            await this.CancelDescendantsAsync();
        ClearBookmarks();
        TransitionTo(ActivityStatus.Completed);
        if (WorkflowExecutionContext.TriggerActivityId == Activity.Id)
            WorkflowExecutionContext.TriggerIsDone = true;
        AddExecutionLogEntry("Completed");
        await WorkflowExecutionContext.NotifyAsync(new ActivityCompleted(this));
    }

    private async ValueTask NotifyOwnerAsync(object? result)
    {
        var owner = ParentActivityExecutionContext;
        if (owner is null)
        {
            if (ReferenceEquals(Activity, WorkflowExecutionContext.Workflow) && WorkflowExecutionContext.Status == WorkflowStatus.Running)
                WorkflowExecutionContext.TransitionTo(WorkflowSubStatus.Finished);
            return;
        }

        var entry = WorkflowExecutionContext.PopCompletionCallback(owner, ActivityNode);
        if (entry?.CompletionCallback is null || owner.IsEnded)
            return;

        owner.Tag = entry.Tag ?? owner.Tag;
        try
        {
            await InputEvaluation.EnsureAsync(owner);
            await entry.CompletionCallback(new ActivityCompletedContext(owner, this, result));
        }
        catch (Exception e) when (!WorkflowExecutionContext.IsCancellation(e))
        {
            // The child did its work; what failed is the owner's.
            await owner.HandleFaultAsync(e);
        }
    }
}
