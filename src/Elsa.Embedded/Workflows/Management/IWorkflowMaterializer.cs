using Elsa.Workflows.Activities;
using Elsa.Workflows.Management.Entities;

namespace Elsa.Workflows.Management;

/// <summary>Makes a workflow of a version of a definition.</summary>
public interface IWorkflowMaterializer
{
    /// <summary>The name by which versions ask for it.</summary>
    string Name { get; }

    /// <summary>Makes the workflow.</summary>
    ValueTask<Workflow> MaterializeAsync(WorkflowDefinition definition, CancellationToken cancellationToken = default);
}
