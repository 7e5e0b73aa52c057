using Elsa.Workflows.State;

namespace Elsa.Workflows;

public partial class WorkflowExecutionContext
{
    /// <summary>Ends the instance as cancelled, and with it everything that has not ended; the journal says so.</summary>
    public void Cancel()
    {
        if (Status == WorkflowStatus.Finished)
            return;

        TransitionTo(WorkflowSubStatus.Cancelled);
        for (var i = _activityExecutionContexts.Count - 1; i >= 0; i--)
        {
            var context = _activityExecutionContexts[i];
            if (context.IsEnded)
                continue;
            context.TransitionTo(ActivityStatus.Canceled);
            context.AddExecutionLogEntry("Canceled");
        }
    }

    internal void Restore(WorkflowState state)
    {
        Id = state.Id;
        (Status, SubStatus) = (state.Status, state.SubStatus);
        CorrelationId ??= state.CorrelationId;
        ParentWorkflowInstanceId ??= state.ParentWorkflowInstanceId;
        TriggerActivityId ??= state.TriggerActivityId;
        TriggerIsDone = state.TriggerIsDone ?? false;
        Name = state.Name;
        CreatedAt = state.CreatedAt;
        UpdatedAt = state.UpdatedAt;
        FinishedAt = state.FinishedAt;
        ExecutionLogSequence = state.ExecutionLogSequence;
        Bookmarks = state.Bookmarks.ToList();
        Incidents = state.Incidents.ToList();
        Output = state.Output.ToDictionary();

        // What the caller brings now goes before what was stored.
        Input = Merge(Input, state.RunningInput, state.Input);
        Properties = Merge(Properties, state.Properties);
        _outputRegister.Import(state.Outputs ?? []);
    }

    private static Dictionary<string, object> Merge(IDictionary<string, object> first, params IDictionary<string, object>?[] others)
    {
        var merged = first.ToDictionary();
        foreach (var (key, value) in others.SelectMany(x => x ?? new Dictionary<string, object>()))
            merged.TryAdd(key, value);
        return merged;
    }

    internal void TransitionTo(WorkflowSubStatus subStatus)
    {
        SubStatus = subStatus;
        Status = subStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled or WorkflowSubStatus.Faulted ? WorkflowStatus.Finished : WorkflowStatus.Running;
        UpdatedAt = SystemClock.UtcNow;
        if (Status != WorkflowStatus.Finished)
            return;

        FinishedAt = UpdatedAt;

        // Recorded: a faulted instance keeps what its other branches wait for and were about to do. It may be tried again, and then they go on.
        if (subStatus == WorkflowSubStatus.Faulted)
            return;
        Unschedule(static _ => true);
        Bookmarks.Clear();
    }

    internal bool IsCancellation(Exception exception) => exception is OperationCanceledException && CancellationToken.IsCancellationRequested;
}
