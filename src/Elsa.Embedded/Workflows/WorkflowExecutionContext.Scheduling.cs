using Elsa.Workflows.Models;
using Elsa.Workflows.Options;
using Elsa.Workflows.Services;

namespace Elsa.Workflows;

public partial class WorkflowExecutionContext
{
    /// <summary>Remembers whom to call when a child completes.</summary>
    public void AddCompletionCallback(ActivityExecutionContext owner, ActivityNode child, ActivityCompletionCallback? completionCallback = null, object? tag = null) =>
        _callbacks.Add(new ActivityCompletionCallbackEntry(owner, child, completionCallback, tag));

    /// <summary>Whom to call now that a child completed.</summary>
    public ActivityCompletionCallbackEntry? PopCompletionCallback(ActivityExecutionContext owner, ActivityNode child) => _callbacks.Pop(owner, child);

    /// <summary>Forgets whom to call.</summary>
    public void ClearCompletionCallbacks() => _callbacks.Clear();

    internal void RemoveCompletionCallbacksOf(ActivityExecutionContext owner) => _callbacks.RemoveOwner(owner);

    internal ActivityWorkItem? Schedule(ActivityNode node, ActivityExecutionContext owner, ScheduleWorkOptions? options)
    {
        if (options?.PreventDuplicateScheduling == true && IsScheduledOrRunning(node.Activity, owner))
            return null;

        AddCompletionCallback(owner, node, options?.CompletionCallback, options?.Tag);
        var item = new ActivityWorkItem(
            node.Activity,
            owner,
            options?.Tag,
            options?.Variables,
            options?.ExistingActivityExecutionContext,
            options?.Input,
            options?.SchedulingActivityExecutionId ?? owner.Id,
            options?.SchedulingWorkflowInstanceId);
        Enqueue(item);
        return item;
    }

    internal ActivityWorkItem Enqueue(ActivityWorkItem item)
    {
        if (item.Owner is not null)
            item.Owner.ScheduledChildren++;
        Scheduler.Schedule(item);
        return item;
    }

    internal ActivityWorkItem Dequeue()
    {
        var item = Scheduler.Take();
        if (item.Owner is not null)
            item.Owner.ScheduledChildren--;
        return item;
    }

    internal IReadOnlyList<ActivityWorkItem> Unschedule(Func<ActivityWorkItem, bool> predicate)
    {
        var removed = ((ActivityQueue)Scheduler).Remove(predicate);
        foreach (var item in removed.Where(x => x.Owner is not null))
        {
            item.Owner!.ScheduledChildren--;
            if (FindNodeByActivity(item.Activity) is { } node)
                PopCompletionCallback(item.Owner, node);
        }

        return removed;
    }

    private bool IsScheduledOrRunning(IActivity activity, ActivityExecutionContext owner) =>
        Scheduler.Any(x => ReferenceEquals(x.Activity, activity) && ReferenceEquals(x.Owner, owner)) ||
        (owner.RunningChildren > 0 && owner.Children.Any(x => !x.IsEnded && ReferenceEquals(x.Activity, activity)));
}
