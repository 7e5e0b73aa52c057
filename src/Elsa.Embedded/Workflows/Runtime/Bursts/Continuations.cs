using Elsa.Workflows.State;

namespace Elsa.Workflows.Runtime.Bursts;

/// <summary>What another node is to do when this one dies in the middle of a burst.</summary>
internal static class Continuations
{
    /// <summary>A message without a request: go on with whatever is due.</summary>
    public const string GoOn = "{}";
}

/// <summary>An activity that was in the middle of its code when the state was stored runs again: nobody knows how far it came.</summary>
internal static class Interrupted
{
    public static void Reschedule(WorkflowState state)
    {
        var due = state.ScheduledActivities.Select(x => x.ExistingActivityExecutionContextId).ToHashSet(StringComparer.Ordinal);
        foreach (var execution in state.ActivityExecutionContexts.Where(x => x.IsExecuting))
        {
            execution.IsExecuting = false;
            if (due.Contains(execution.Id))
                continue;
            state.ScheduledActivities.Add(new ActivityWorkItemState
            {
                ActivityNodeId = execution.ScheduledActivityNodeId,
                OwnerContextId = execution.ParentContextId,
                ExistingActivityExecutionContextId = execution.Id,
                Tag = execution.Tag,
            });
        }
    }
}
