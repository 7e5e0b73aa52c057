using Elsa.Workflows.Management.Models;

namespace Elsa.Workflows.Management;

/// <summary>Takes definitions in.</summary>
public interface IWorkflowDefinitionImporter
{
    /// <summary>Stores a definition as a draft, or publishes it.</summary>
    Task<ImportWorkflowResult> ImportAsync(SaveWorkflowDefinitionRequest request, CancellationToken cancellationToken = default);
}
