using Elsa.Common.Models;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Models;

namespace Elsa.Workflows.Management;

/// <summary>Keeps the versions of definitions.</summary>
public interface IWorkflowDefinitionStore
{
    /// <summary>Whether there are versions that the filter means.</summary>
    Task<bool> AnyAsync(WorkflowDefinitionFilter filter, CancellationToken cancellationToken = default);

    /// <summary>How many definitions there are, whatever their versions.</summary>
    Task<long> CountDistinctAsync(CancellationToken cancellationToken = default);

    /// <summary>Removes the versions that the filter means and tells how many.</summary>
    Task<long> DeleteAsync(WorkflowDefinitionFilter filter, CancellationToken cancellationToken = default);

    /// <summary>The first version that the filter means.</summary>
    Task<WorkflowDefinition?> FindAsync(WorkflowDefinitionFilter filter, CancellationToken cancellationToken = default);

    /// <summary>The first version that the filter means, sorted.</summary>
    Task<WorkflowDefinition?> FindAsync<TOrderBy>(WorkflowDefinitionFilter filter, WorkflowDefinitionOrder<TOrderBy> order, CancellationToken cancellationToken = default);

    /// <summary>The one with the highest number among those that the filter means.</summary>
    Task<WorkflowDefinition?> FindLastVersionAsync(WorkflowDefinitionFilter filter, CancellationToken cancellationToken);

    /// <summary>The versions that the filter means.</summary>
    Task<IEnumerable<WorkflowDefinition>> FindManyAsync(WorkflowDefinitionFilter filter, CancellationToken cancellationToken = default);

    /// <summary>The versions that the filter means, a page of them.</summary>
    Task<Page<WorkflowDefinition>> FindManyAsync(WorkflowDefinitionFilter filter, PageArgs pageArgs, CancellationToken cancellationToken = default);

    /// <summary>The versions that the filter means, sorted.</summary>
    Task<IEnumerable<WorkflowDefinition>> FindManyAsync<TOrderBy>(WorkflowDefinitionFilter filter, WorkflowDefinitionOrder<TOrderBy> order, CancellationToken cancellationToken = default);

    /// <summary>The versions that the filter means, sorted, a page of them.</summary>
    Task<Page<WorkflowDefinition>> FindManyAsync<TOrderBy>(WorkflowDefinitionFilter filter, WorkflowDefinitionOrder<TOrderBy> order, PageArgs pageArgs, CancellationToken cancellationToken = default);

    /// <summary>The versions that the filter means, without their content.</summary>
    Task<IEnumerable<WorkflowDefinitionSummary>> FindSummariesAsync(WorkflowDefinitionFilter filter, CancellationToken cancellationToken = default);

    /// <summary>The versions that the filter means, without their content, a page of them.</summary>
    Task<Page<WorkflowDefinitionSummary>> FindSummariesAsync(WorkflowDefinitionFilter filter, PageArgs pageArgs, CancellationToken cancellationToken = default);

    /// <summary>The versions that the filter means, without their content, sorted.</summary>
    Task<IEnumerable<WorkflowDefinitionSummary>> FindSummariesAsync<TOrderBy>(WorkflowDefinitionFilter filter, WorkflowDefinitionOrder<TOrderBy> order, CancellationToken cancellationToken = default);

    /// <summary>The versions that the filter means, without their content, sorted, a page of them.</summary>
    Task<Page<WorkflowDefinitionSummary>> FindSummariesAsync<TOrderBy>(WorkflowDefinitionFilter filter, WorkflowDefinitionOrder<TOrderBy> order, PageArgs pageArgs, CancellationToken cancellationToken = default);

    /// <summary>Whether no other definition has the name.</summary>
    Task<bool> GetIsNameUnique(string name, string? definitionId = null, CancellationToken cancellationToken = default);

    /// <summary>Adds or replaces a version.</summary>
    Task SaveAsync(WorkflowDefinition definition, CancellationToken cancellationToken = default);

    /// <summary>Adds or replaces versions.</summary>
    Task SaveManyAsync(IEnumerable<WorkflowDefinition> definitions, CancellationToken cancellationToken = default);
}
