using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;
using Elsa.Workflows.Options;

namespace Elsa.Workflows;

public partial class ActivityExecutionContext
{
    /// <summary>Schedules a child; without one the callback is called at once.</summary>
    public ValueTask ScheduleActivityAsync(IActivity? activity, ActivityCompletionCallback? completionCallback, object? tag = null, IEnumerable<Variable>? variables = null) =>
        ScheduleActivityAsync(activity, this, new ScheduleWorkOptions { CompletionCallback = completionCallback, Tag = tag, Variables = variables?.ToList() });

    /// <summary>Schedules a child; without one the callback is called at once.</summary>
    public ValueTask ScheduleActivityAsync(IActivity? activity, ScheduleWorkOptions? options = null) => ScheduleActivityAsync(activity, this, options);

    /// <summary>Schedules an activity on behalf of an owner; without one the callback is called at once.</summary>
    public async ValueTask ScheduleActivityAsync(IActivity? activity, ActivityExecutionContext? owner, ScheduleWorkOptions? options = null)
    {
        if (activity is null)
        {
            if (options?.CompletionCallback is { } callback)
                await callback(new ActivityCompletedContext(this, this));
            return;
        }

        var node = WorkflowExecutionContext.FindNodeByActivity(activity) ?? throw new InvalidOperationException(
            $"The activity '{activity.Id}' ({activity.Type}) is not part of the workflow '{WorkflowExecutionContext.Workflow.Identity.DefinitionId}'.");
        WorkflowExecutionContext.Schedule(node, owner ?? this, options);
    }

    /// <summary>Schedules a node on behalf of an owner.</summary>
    public async Task ScheduleActivityAsync(ActivityNode? activityNode, ActivityExecutionContext? owner = null, ScheduleWorkOptions? options = null) =>
        await ScheduleActivityAsync(activityNode?.Activity, owner ?? this, options);

    /// <summary>Schedules children.</summary>
    public ValueTask ScheduleActivitiesAsync(params IActivity?[] activities) => ScheduleActivities(activities);

    /// <summary>Schedules children.</summary>
    public ValueTask ScheduleActivities(IEnumerable<IActivity?> activities, ActivityCompletionCallback? completionCallback, object? tag = null, IEnumerable<Variable>? variables = null) =>
        ScheduleActivities(activities, new ScheduleWorkOptions { CompletionCallback = completionCallback, Tag = tag, Variables = variables?.ToList() });

    /// <summary>Schedules children.</summary>
    public async ValueTask ScheduleActivities(IEnumerable<IActivity?> activities, ScheduleWorkOptions? options = null)
    {
        foreach (var activity in activities)
            await ScheduleActivityAsync(activity, options);
    }
}
