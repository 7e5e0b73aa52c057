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

        context.ResumedBookmarkContext = new ResumedBookmarkContext(bookmark);
        foreach (var (key, value) in input ?? new Dictionary<string, object>())
            waiting.ActivityInput[key] = value;
        var item = new ActivityWorkItem(waiting.Activity, waiting.ParentActivityExecutionContext, waiting.Tag, variables, waiting, input);
        context.Enqueue(item);
        return item;
    }

    /// <summary>Whether no activity is unfinished.</summary>
    public static bool AllActivitiesCompleted(this WorkflowExecutionContext workflowExecutionContext) =>
        workflowExecutionContext.ActivityExecutionContexts.All(x => x.IsCompleted);

    /// <summary>What an activity put out last.</summary>
    public static object? GetOutputByActivityId(this WorkflowExecutionContext workflowExecutionContext, string activityId, string? outputName = null) =>
        workflowExecutionContext.GetActivityOutputRegister().FindOutputByActivityId(activityId, outputName);
}
