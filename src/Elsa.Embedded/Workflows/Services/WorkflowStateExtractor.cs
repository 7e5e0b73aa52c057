using Elsa.Workflows.State;

namespace Elsa.Workflows.Services;

/// <summary>Takes the executions that are not completed, newest first, and that of the workflow.</summary>
internal sealed class WorkflowStateExtractor : IWorkflowStateExtractor
{
    public WorkflowState Extract(WorkflowExecutionContext workflowExecutionContext)
    {
        var context = workflowExecutionContext;
        return new WorkflowState
        {
            Id = context.Id,
            DefinitionId = context.Workflow.Identity.DefinitionId,
            DefinitionVersionId = context.Workflow.Identity.Id,
            DefinitionVersion = context.Workflow.Identity.Version,
            CorrelationId = context.CorrelationId,
            Name = context.Name,
            ParentWorkflowInstanceId = context.ParentWorkflowInstanceId,
            Status = context.Status,
            SubStatus = context.SubStatus,
            IsExecuting = context.IsExecuting,
            IsSystem = context.Workflow.IsSystem,
            Bookmarks = context.Bookmarks.ToList(),
            Incidents = context.Incidents.ToList(),
            CompletionCallbacks = context.CompletionCallbacks.Select(Extract).ToList(),
            ActivityExecutionContexts = context.ActivityExecutionContexts
                .Where(x => x.ParentActivityExecutionContext is null || !x.IsCompleted)
                .Reverse()
                .Select(Extract)
                .ToList(),
            Input = new Dictionary<string, object>(context.Input),
            Output = new Dictionary<string, object>(context.Output),
            Properties = new Dictionary<string, object>(context.Properties),
            ExecutionLogSequence = context.ExecutionLogSequence,
            CreatedAt = context.CreatedAt,
            UpdatedAt = context.UpdatedAt,
            FinishedAt = context.FinishedAt,
        };
    }

    private static CompletionCallbackState Extract(ActivityCompletionCallbackEntry entry) =>
        new(entry.Owner.Id, entry.Child.Activity.NodeId, entry.CompletionCallback?.Method.Name, entry.Tag);

    private static ActivityExecutionContextState Extract(ActivityExecutionContext context) => new()
    {
        Id = context.Id,
        CallStackDepth = context.CallStackDepth,
        ParentContextId = context.ParentActivityExecutionContext?.Id,
        ScheduledActivityNodeId = context.NodeId,
        OwnerActivityNodeId = context.ParentActivityExecutionContext?.NodeId,
        Properties = new Dictionary<string, object>(context.Properties),
        Metadata = new Dictionary<string, object>(context.Metadata),
        ActivityState = new Dictionary<string, object>(context.ActivityState),
        Status = context.Status,
        IsExecuting = context.IsExecuting,
        FaultCount = context.AggregateFaultCount,
        StartedAt = context.StartedAt,
        CompletedAt = context.CompletedAt,
        Tag = context.Tag,
    };
}
