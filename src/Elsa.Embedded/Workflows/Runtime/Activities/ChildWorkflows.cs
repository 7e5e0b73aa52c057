using Elsa.Common.Models;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Management;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Bursts;
using Elsa.Workflows.Runtime.Exceptions;
using Elsa.Workflows.Runtime.Messages;
using Elsa.Workflows.Runtime.Services;

namespace Elsa.Workflows.Runtime.Activities;

/// <summary>How activities start other workflows.</summary>
internal static class ChildWorkflows
{
    /// <summary>The published version of the definition, or a message that says which activity asked for it.</summary>
    public static async Task<Workflow> FindAsync(ActivityExecutionContext context, string? definitionId)
    {
        var handle = WorkflowDefinitionHandle.ByDefinitionId(
            string.IsNullOrEmpty(definitionId) ? throw new InvalidOperationException($"The activity '{context.Activity.Id}' names no workflow definition.") : definitionId,
            VersionOptions.Published);
        var graph = await context.GetRequiredService<IWorkflowDefinitionService>().FindWorkflowGraphAsync(handle, context.CancellationToken);
        return graph?.Workflow ?? throw new WorkflowDefinitionNotFoundException($"The activity '{context.Activity.Id}' starts the workflow '{definitionId}', of which no version is published.", handle);
    }

    /// <summary>The start of an instance on behalf of an activity.</summary>
    public static CreateAndRunWorkflowInstanceRequest Start(ActivityExecutionContext context, Workflow workflow, IDictionary<string, object>? input, string? correlationId, bool isWaitedFor)
    {
        var parentId = context.WorkflowExecutionContext.Id;
        return new CreateAndRunWorkflowInstanceRequest
        {
            WorkflowDefinitionHandle = WorkflowDefinitionHandle.ByDefinitionVersionId(workflow.Identity.Id),
            CorrelationId = correlationId,
            Input = new Dictionary<string, object>(input ?? new Dictionary<string, object>()) { [ChildEnd.ParentProperty] = parentId },
            Properties = ChildEnd.Properties(parentId, isWaitedFor),
            ParentId = parentId,
            IncludeWorkflowOutput = true,
            SchedulingActivityExecutionId = context.Id,
            SchedulingWorkflowInstanceId = parentId,
            SchedulingCallStackDepth = context.CallStackDepth,
        };
    }
}
