using Elsa.Workflows.Activities;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Exceptions;
using Elsa.Workflows.Services;

namespace Elsa.Workflows.Management.Services;

/// <summary>Makes the workflow of a version, with the workflows that it uses. A draft may be wrong in ways that forbid running it, and is read all the same.</summary>
internal sealed class WorkflowReader(IMaterializerRegistry materializers, ChildWorkflows children)
{
    /// <exception cref="WorkflowMaterializerNotFoundException">Nothing here makes workflows of this kind of version.</exception>
    public async Task<Workflow> ReadAsync(WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        var materializer = materializers.GetMaterializer(definition.MaterializerName) ?? throw new WorkflowMaterializerNotFoundException(definition.MaterializerName);
        var workflow = await materializer.MaterializeAsync(definition, cancellationToken);
        await children.LoadAsync(workflow, cancellationToken);
        WorkflowGraphBuilder.Name(workflow);
        return workflow;
    }
}
