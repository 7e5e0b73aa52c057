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

    internal void TransitionTo(WorkflowSubStatus subStatus)
    {
        SubStatus = subStatus;
        Status = subStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled or WorkflowSubStatus.Faulted ? WorkflowStatus.Finished : WorkflowStatus.Running;
        UpdatedAt = SystemClock.UtcNow;
        if (Status != WorkflowStatus.Finished)
            return;

        FinishedAt = UpdatedAt;
        Unschedule(static _ => true);
        Bookmarks.Clear();
    }

    internal bool IsCancellation(Exception exception) => exception is OperationCanceledException && CancellationToken.IsCancellationRequested;
}
