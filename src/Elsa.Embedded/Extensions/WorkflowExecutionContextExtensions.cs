using Elsa.Workflows;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;

namespace Elsa.Extensions;

/// <summary>Schedules work of a workflow.</summary>
public static class WorkflowExecutionContextExtensions
{
    /// <summary>Schedules the execution that waits at a bookmark, if it is still there; a run then resumes it.</summary>
    public static ActivityWorkItem? ScheduleBookmark(this WorkflowExecutionContext workflowExecutionContext, Bookmark bookmark, IDictionary<string, object>? input = null, IEnumerable<Variable>? variables = null)
    {
        var context = workflowExecutionContext;
        var waiting = context.FindContext(bookmark.ActivityInstanceId);
        if (waiting is null || waiting.IsEnded || context.Bookmarks.All(x => x.Id != bookmark.Id))
            return null;

        foreach (var (key, value) in input ?? new Dictionary<string, object>())
            waiting.ActivityInput[key] = value;
        var item = new ActivityWorkItem(waiting.Activity, waiting.ParentActivityExecutionContext, waiting.Tag, variables, waiting, input) { ResumedBookmark = bookmark };
        context.Enqueue(item);
        return item;
    }

    /// <summary>Schedules the workflow from its beginning.</summary>
    public static ActivityWorkItem ScheduleWorkflow(
        this WorkflowExecutionContext workflowExecutionContext,
        IDictionary<string, object>? input = null,
        IEnumerable<Variable>? variables = null,
        string? schedulingActivityExecutionId = null,
        string? schedulingWorkflowInstanceId = null,
        int? schedulingCallStackDepth = null) =>
        workflowExecutionContext.Enqueue(new ActivityWorkItem(
            workflowExecutionContext.Workflow,
            variables: variables,
            input: input,
            schedulingActivityExecutionId: schedulingActivityExecutionId,
            schedulingWorkflowInstanceId: schedulingWorkflowInstanceId,
            schedulingCallStackDepth: schedulingCallStackDepth));

    /// <summary>Schedules an activity on its own: nobody waits for it.</summary>
    public static ActivityWorkItem ScheduleActivity(this WorkflowExecutionContext workflowExecutionContext, IActivity activity, IDictionary<string, object>? input = null, IEnumerable<Variable>? variables = null) =>
        workflowExecutionContext.Enqueue(new ActivityWorkItem(activity, variables: variables, input: input));

    /// <summary>Schedules an execution that is there already, once more.</summary>
    public static ActivityWorkItem ScheduleActivityExecutionContext(
        this WorkflowExecutionContext workflowExecutionContext,
        ActivityExecutionContext activityExecutionContext,
        IDictionary<string, object>? input = null,
        IEnumerable<Variable>? variables = null)
    {
        var execution = activityExecutionContext;
        foreach (var (key, value) in input ?? new Dictionary<string, object>())
            execution.ActivityInput[key] = value;
        return workflowExecutionContext.Enqueue(new ActivityWorkItem(execution.Activity, execution.ParentActivityExecutionContext, execution.Tag, variables, execution, input));
    }

    /// <summary>The executions of the activity that the handle names.</summary>
    public static IEnumerable<ActivityExecutionContext> FindActivityExecutionContexts(this WorkflowExecutionContext workflowExecutionContext, ActivityHandle activityHandle)
    {
        if (activityHandle.ActivityInstanceId is { } id)
            return workflowExecutionContext.FindContext(id) is { } execution ? [execution] : [];
        return workflowExecutionContext.FindActivity(activityHandle) is { } activity
            ? workflowExecutionContext.ActivityExecutionContexts.Where(x => ReferenceEquals(x.Activity, activity))
            : [];
    }

    /// <summary>Whether no activity is unfinished.</summary>
    public static bool AllActivitiesCompleted(this WorkflowExecutionContext workflowExecutionContext) =>
        workflowExecutionContext.ActivityExecutionContexts.All(x => x.IsCompleted);

    /// <summary>What an activity put out last.</summary>
    public static object? GetOutputByActivityId(this WorkflowExecutionContext workflowExecutionContext, string activityId, string? outputName = null) =>
        workflowExecutionContext.GetActivityOutputRegister().FindOutputByActivityId(activityId, outputName);
}
