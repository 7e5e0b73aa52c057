using Elsa.Common.Models;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Models;

namespace Elsa.Workflows.Management;

/// <summary>Makes versions and says which is in use.</summary>
public interface IWorkflowDefinitionPublisher
{
    /// <summary>The version to edit: the one that is meant if it is a draft, else a new draft with its content, which is not saved yet; null if there is no such version.</summary>
    Task<WorkflowDefinition?> GetDraftAsync(string definitionId, VersionOptions versionOptions, CancellationToken cancellationToken = default);

    /// <summary>A new definition, not saved yet.</summary>
    Task<WorkflowDefinition> NewAsync(IActivity? root = null, CancellationToken cancellationToken = default);

    /// <summary>Puts a version in use instead of the one that is, unless something stands against it.</summary>
    Task<PublishWorkflowDefinitionResult> PublishAsync(string definitionId, CancellationToken cancellationToken = default);

    /// <summary>Puts a version in use instead of the one that is, unless something stands against it.</summary>
    Task<PublishWorkflowDefinitionResult> PublishAsync(WorkflowDefinition definition, CancellationToken cancellationToken = default);

    /// <summary>Takes a version out of use.</summary>
    Task<WorkflowDefinition?> RetractAsync(string definitionId, CancellationToken cancellationToken = default);

    /// <summary>Takes a version out of use.</summary>
    Task<WorkflowDefinition> RetractAsync(WorkflowDefinition definition, CancellationToken cancellationToken = default);

    /// <summary>Saves a new draft with the content of an earlier version.</summary>
    Task<WorkflowDefinition> RevertVersionAsync(string definitionId, int version, CancellationToken cancellationToken = default);

    /// <summary>Saves a draft. If the latest version is published, it becomes a new version.</summary>
    Task<WorkflowDefinition> SaveDraftAsync(WorkflowDefinition definition, CancellationToken cancellationToken = default);
}
