using Elsa.Workflows.Activities;
using Elsa.Workflows.Management.Models;

namespace Elsa.Workflows.Management;

/// <summary>Says what stands against publishing a workflow.</summary>
public interface IWorkflowValidator
{
    /// <summary>Says what stands against it; nothing if all is well.</summary>
    Task<IEnumerable<WorkflowValidationError>> ValidateAsync(Workflow workflow, CancellationToken cancellationToken = default);
}
