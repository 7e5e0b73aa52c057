using Elsa.Workflows.Management.Entities;

namespace Elsa.Workflows.Management.Models;

/// <summary>What stands against a workflow.</summary>
/// <param name="Message">What is wrong, and how to mend it.</param>
/// <param name="ActivityId">The activity, if it is one.</param>
public record WorkflowValidationError(string Message, string? ActivityId = null);

/// <summary>Other definitions that changed with one.</summary>
/// <param name="WorkflowDefinitions">The definitions.</param>
public record AffectedWorkflows(ICollection<WorkflowDefinition> WorkflowDefinitions);

/// <summary>What came of publishing.</summary>
/// <param name="Succeeded">Whether the version is published now.</param>
/// <param name="ValidationErrors">What stood against it.</param>
/// <param name="AffectedWorkflows">What else changed with it.</param>
public record PublishWorkflowDefinitionResult(bool Succeeded, ICollection<WorkflowValidationError> ValidationErrors, AffectedWorkflows AffectedWorkflows);

/// <summary>What came of an import.</summary>
/// <param name="Succeeded">Whether it was stored, and published if that was asked for.</param>
/// <param name="WorkflowDefinition">The version.</param>
/// <param name="ValidationErrors">What stood against publishing it.</param>
public record ImportWorkflowResult(bool Succeeded, WorkflowDefinition WorkflowDefinition, ICollection<WorkflowValidationError> ValidationErrors);

/// <summary>A file to hand out.</summary>
/// <param name="Data">Its content.</param>
/// <param name="FileName">Its name, safe on every file system.</param>
public record WorkflowDefinitionExportResult(byte[] Data, string FileName);

/// <summary>A version, and the workflow that it makes.</summary>
/// <param name="WorkflowDefinition">The version; null if there is none.</param>
/// <param name="WorkflowGraph">The workflow; null if nothing here can make it of the version.</param>
public record WorkflowGraphFindResult(WorkflowDefinition? WorkflowDefinition, Elsa.Workflows.Models.WorkflowGraph? WorkflowGraph)
{
    /// <summary>Whether there is a version.</summary>
    public bool WorkflowDefinitionExists => WorkflowDefinition is not null;

    /// <summary>Whether there is a workflow.</summary>
    public bool WorkflowGraphExists => WorkflowGraph is not null;
}

/// <summary>What came of following a new version.</summary>
public class UpdateWorkflowReferencesResult
{
    /// <summary>Creates a result.</summary>
    public UpdateWorkflowReferencesResult(IEnumerable<WorkflowDefinition> updatedWorkflows) => UpdatedWorkflows = updatedWorkflows.ToList();

    /// <summary>The versions that use the new one now.</summary>
    public IReadOnlyCollection<WorkflowDefinition> UpdatedWorkflows { get; }
}
