using Elsa.Expressions.Models;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;
using Elsa.Workflows.State;

namespace Elsa.Workflows.Services;

/// <summary>Takes the executions that are not completed, newest first, and that of the workflow.</summary>
internal sealed partial class WorkflowStateExtractor : IWorkflowStateExtractor
{
    public WorkflowState Extract(WorkflowExecutionContext workflowExecutionContext)
    {
        var context = workflowExecutionContext;

        // A faulted instance may be told to try again: then it needs what a running one does.
        var mayGoOn = context.Status == WorkflowStatus.Running || context.SubStatus == WorkflowSubStatus.Faulted;
        return new WorkflowState
        {
            Id = context.Id,
            DefinitionId = context.Workflow.Identity.DefinitionId,
            DefinitionVersionId = context.Workflow.Identity.Id,
            DefinitionVersion = context.Workflow.Identity.Version,
            CorrelationId = context.CorrelationId,
            Name = context.Name,
            ParentWorkflowInstanceId = context.ParentWorkflowInstanceId,
            TriggerActivityId = context.TriggerActivityId,
            TriggerIsDone = context.TriggerIsDone ? true : null,
            Status = context.Status,
            SubStatus = context.SubStatus,
            IsExecuting = context.IsExecuting,
            IsSystem = context.Workflow.IsSystem,
            Bookmarks = context.Bookmarks.ToList(),
            Incidents = context.Incidents.ToList(),
            CompletionCallbacks = context.CompletionCallbacks.Where(x => IsKept(x.Owner)).Select(Extract).ToList(),
            ActivityExecutionContexts = context.ActivityExecutionContexts
                .Where(x => x.ParentActivityExecutionContext is null || IsKept(x))
                .Reverse()
                .Select(Extract)
                .ToList(),
            ScheduledActivities = context.Scheduler.List().Select(Extract).ToList(),
            Input = StoredInput(context),
            RunningInput = mayGoOn ? context.Input.ToDictionary() : null,
            Outputs = mayGoOn ? context.GetActivityOutputRegister().Export() : null,
            Output = context.Output.ToDictionary(),
            Properties = context.Properties.ToDictionary(),
            ExecutionLogSequence = context.ExecutionLogSequence,
            CreatedAt = context.CreatedAt,
            UpdatedAt = context.UpdatedAt,
            FinishedAt = context.FinishedAt,
        };
    }

    // What is faulted inside something that is completed no longer matters to the run; its record has it.
    private static bool IsKept(ActivityExecutionContext context)
    {
        for (var around = context; around is not null; around = around.ParentActivityExecutionContext)
        {
            if (around.IsCompleted)
                return false;
        }

        return true;
    }

    // As recorded: an input is part of the record only if its definition names a driver that stores it.
    private static Dictionary<string, object> StoredInput(WorkflowExecutionContext context)
    {
        var stored = new Dictionary<string, object>();
        foreach (var definition in context.Workflow.Inputs.Where(x => x.StorageDriverType is not null && x.StorageDriverType != typeof(MemoryStorageDriver)))
        {
            if (context.Input.TryGetValue(definition.Name, out var value))
                stored[definition.Name] = value;
        }

        return stored;
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
        Properties = context.HasProperties ? context.Properties.ToDictionary() : new Dictionary<string, object>(),
        Metadata = context.HasMetadata ? context.Metadata.ToDictionary() : new Dictionary<string, object>(),
        ActivityState = context.HasActivityState ? context.ActivityState.ToDictionary() : new Dictionary<string, object>(),
        ActivityInput = context.HasActivityInput ? context.ActivityInput.ToDictionary() : null,
        DynamicVariables = context.HasDynamicVariables ? context.DynamicVariables.Select(x => Extract(context, x)).ToList() : [],
        Status = context.Status,
        IsExecuting = context.IsExecuting,
        FaultCount = context.AggregateFaultCount,
        StartedAt = context.StartedAt,
        CompletedAt = context.CompletedAt,
        Tag = context.Tag,
        SchedulingActivityExecutionId = context.SchedulingActivityExecutionId,
        SchedulingActivityId = context.SchedulingActivityId,
        SchedulingWorkflowInstanceId = context.SchedulingWorkflowInstanceId,
    };

    // A variable that was given for the execution has no declaration to come back to: it is stored whole, with its present value.
    private static Variable Extract(ActivityExecutionContext context, Variable variable)
    {
        var copy = (Variable)Activator.CreateInstance(variable.GetType())!;
        copy.Id = variable.Id;
        copy.Name = variable.Name;
        copy.Value = context.ExpressionExecutionContext.Memory.TryGetBlock(variable.Id, out var block) ? block.Value : variable.Value;
        return copy;
    }

    private static ActivityWorkItemState Extract(ActivityWorkItem item) => new()
    {
        ActivityNodeId = item.Activity.NodeId,
        OwnerContextId = item.Owner?.Id,
        ExistingActivityExecutionContextId = item.ExistingActivityExecutionContext?.Id,
        Tag = item.Tag,
        Variables = item.Variables?.ToList(),
        Input = item.Input.ToDictionary(),
        BookmarkId = item.ResumedBookmark?.Id,
        SchedulingActivityExecutionId = item.SchedulingActivityExecutionId,
        SchedulingWorkflowInstanceId = item.SchedulingWorkflowInstanceId,
        SchedulingCallStackDepth = item.SchedulingCallStackDepth,
    };
}
