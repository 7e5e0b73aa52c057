using Elsa.Mediator.Contracts;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Models;

namespace Elsa.Workflows.Management.Notifications;

/// <summary>A definition was made.</summary>
/// <param name="WorkflowDefinition">The version.</param>
public record WorkflowDefinitionCreated(WorkflowDefinition WorkflowDefinition) : INotification;

/// <summary>All versions of a definition were deleted.</summary>
/// <param name="DefinitionId">The definition.</param>
public record WorkflowDefinitionDeleted(string DefinitionId) : INotification;

/// <summary>All versions of a definition are about to be deleted.</summary>
/// <param name="DefinitionId">The definition.</param>
public record WorkflowDefinitionDeleting(string DefinitionId) : INotification;

/// <summary>A draft was saved.</summary>
/// <param name="WorkflowDefinition">The version.</param>
public record WorkflowDefinitionDraftSaved(WorkflowDefinition WorkflowDefinition) : INotification;

/// <summary>A draft is about to be saved.</summary>
/// <param name="WorkflowDefinition">The version.</param>
public record WorkflowDefinitionDraftSaving(WorkflowDefinition WorkflowDefinition) : INotification;

/// <summary>A version was published.</summary>
/// <param name="WorkflowDefinition">The version.</param>
/// <param name="AffectedWorkflows">What else changed with it.</param>
public record WorkflowDefinitionPublished(WorkflowDefinition WorkflowDefinition, AffectedWorkflows AffectedWorkflows) : INotification;

/// <summary>A version is about to be published.</summary>
/// <param name="WorkflowDefinition">The version.</param>
public record WorkflowDefinitionPublishing(WorkflowDefinition WorkflowDefinition) : INotification;

/// <summary>A version is no longer published.</summary>
/// <param name="WorkflowDefinition">The version.</param>
public record WorkflowDefinitionRetracted(WorkflowDefinition WorkflowDefinition) : INotification;

/// <summary>A version is about to be retracted.</summary>
/// <param name="WorkflowDefinition">The version.</param>
public record WorkflowDefinitionRetracting(WorkflowDefinition WorkflowDefinition) : INotification;

/// <summary>A workflow is about to be published: handlers add what stands against it.</summary>
/// <param name="Workflow">The workflow.</param>
/// <param name="ValidationErrors">What stands against it.</param>
public record WorkflowDefinitionValidating(Workflow Workflow, ICollection<WorkflowValidationError> ValidationErrors) : INotification;

/// <summary>A version was deleted.</summary>
/// <param name="WorkflowDefinition">The version.</param>
public record WorkflowDefinitionVersionDeleted(WorkflowDefinition WorkflowDefinition) : INotification;

/// <summary>A version is about to be deleted.</summary>
/// <param name="WorkflowDefinition">The version.</param>
public record WorkflowDefinitionVersionDeleting(WorkflowDefinition WorkflowDefinition) : INotification;

/// <summary>A version was replaced by another that was published.</summary>
/// <param name="WorkflowDefinition">The version.</param>
public record WorkflowDefinitionVersionRetracted(WorkflowDefinition WorkflowDefinition) : INotification;

/// <summary>Versions were deleted.</summary>
/// <param name="Ids">Their identities.</param>
public record WorkflowDefinitionVersionsDeleted(ICollection<string> Ids) : INotification;

/// <summary>Versions are about to be deleted.</summary>
/// <param name="Ids">Their identities.</param>
public record WorkflowDefinitionVersionsDeleting(ICollection<string> Ids) : INotification;

/// <summary>Versions follow a new version of a workflow that they use.</summary>
/// <param name="WorkflowDefinitions">The versions.</param>
public record WorkflowDefinitionVersionsUpdated(IEnumerable<WorkflowDefinition> WorkflowDefinitions) : INotification;

/// <summary>Versions are about to follow a new version of a workflow that they use.</summary>
/// <param name="WorkflowDefinitions">The versions.</param>
public record WorkflowDefinitionVersionsUpdating(IEnumerable<WorkflowDefinition> WorkflowDefinitions) : INotification;

/// <summary>Definitions were deleted.</summary>
/// <param name="DefinitionIds">The definitions.</param>
public record WorkflowDefinitionsDeleted(ICollection<string> DefinitionIds) : INotification;

/// <summary>Definitions are about to be deleted.</summary>
/// <param name="DefinitionIds">The definitions.</param>
public record WorkflowDefinitionsDeleting(ICollection<string> DefinitionIds) : INotification;
