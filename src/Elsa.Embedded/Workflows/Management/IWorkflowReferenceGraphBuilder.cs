using Elsa.Workflows.Management.Models;

namespace Elsa.Workflows.Management;

/// <summary>Finds who uses a definition, directly or through others.</summary>
public interface IWorkflowReferenceGraphBuilder
{
    /// <summary>Finds who uses them.</summary>
    Task<WorkflowReferenceGraph> BuildGraphAsync(string definitionId, CancellationToken cancellationToken = default);

    /// <summary>Finds who uses them.</summary>
    Task<WorkflowReferenceGraph> BuildGraphAsync(IEnumerable<string> definitionIds, CancellationToken cancellationToken = default);
}
