using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Models;

namespace Elsa.Workflows.Management;

/// <summary>Makes definitions follow new versions of those they use.</summary>
public interface IWorkflowReferenceUpdater
{
    /// <summary>Makes all that use a version follow it, and tells which did.</summary>
    Task<UpdateWorkflowReferencesResult> UpdateWorkflowReferencesAsync(WorkflowDefinition referencedDefinition, CancellationToken cancellationToken = default);
}
