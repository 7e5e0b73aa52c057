using Elsa.Workflows.Management.Entities;

namespace Elsa.Workflows.Management;

/// <summary>Removes versions and definitions.</summary>
public interface IWorkflowDefinitionManager
{
    /// <summary>Deletes definitions, with their instances, and tells how many versions that were.</summary>
    Task<long> BulkDeleteByDefinitionIdsAsync(IEnumerable<string> definitionIds, CancellationToken cancellationToken = default);

    /// <summary>Deletes versions and tells how many.</summary>
    Task<long> BulkDeleteByIdsAsync(IEnumerable<string> ids, CancellationToken cancellationToken = default);

    /// <summary>Deletes a definition, with its instances, and tells how many versions it had.</summary>
    Task<long> DeleteByDefinitionIdAsync(string definitionId, CancellationToken cancellationToken = default);

    /// <summary>Deletes a version; false if there is none.</summary>
    Task<bool> DeleteByIdAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Deletes a version; false if there is none.</summary>
    Task<bool> DeleteVersionAsync(WorkflowDefinition definitionToDelete, CancellationToken cancellationToken);

    /// <summary>Deletes a version; false if there is none.</summary>
    Task<bool> DeleteVersionAsync(string definitionId, int version, CancellationToken cancellationToken = default);

    /// <summary>Saves a new draft with the content of an earlier version.</summary>
    Task<WorkflowDefinition> RevertVersionAsync(string definitionId, int version, CancellationToken cancellationToken = default);
}
