using Elsa.Workflows.Activities;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Exceptions;
using Elsa.Workflows.Services;

namespace Elsa.Workflows.Management.Services;

/// <summary>Makes the workflow of a version, with the workflows that it uses. A draft may be wrong in ways that forbid running it, and is read all the same.</summary>
internal sealed class WorkflowReader(IMaterializerRegistry materializers, ChildWorkflows children, ActivityRegistry registry, WorkflowActivities activities)
{
    /// <exception cref="WorkflowMaterializerNotFoundException">Nothing here makes workflows of this kind of version.</exception>
    public async Task<Workflow> ReadAsync(WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        var materializer = materializers.GetMaterializer(definition.MaterializerName) ?? throw new WorkflowMaterializerNotFoundException(definition.MaterializerName);
        var misses = registry.Misses;
        var workflow = await MakeAsync(materializer, definition, cancellationToken);
        // Another process may have published since what this one does not know.
        if (registry.Misses != misses && await activities.CatchUpAsync(cancellationToken))
            workflow = await MakeAsync(materializer, definition, cancellationToken);
        WorkflowGraphBuilder.Name(workflow);
        return workflow;
    }

    private async Task<Workflow> MakeAsync(IWorkflowMaterializer materializer, WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        var workflow = await materializer.MaterializeAsync(definition, cancellationToken);
        await children.LoadAsync(workflow, cancellationToken);
        return workflow;
    }
}
