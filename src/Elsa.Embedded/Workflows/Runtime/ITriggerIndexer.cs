using Elsa.Workflows.Activities;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.Notifications;
using Elsa.Workflows.Runtime.Options;

namespace Elsa.Workflows.Runtime;

/// <summary>Keeps the index of triggers in step with the published definitions.</summary>
public interface ITriggerIndexer
{
    /// <summary>Stores the triggers of a definition in place of those it had; a version that is not published has none.</summary>
    Task<IndexedWorkflowTriggers> IndexTriggersAsync(WorkflowDefinition definition, CancellationToken cancellationToken = default);

    /// <summary>Stores the triggers of a workflow in place of those it had; a version that is not published has none.</summary>
    Task<IndexedWorkflowTriggers> IndexTriggersAsync(Workflow workflow, CancellationToken cancellationToken = default);

    /// <summary>The triggers of a workflow, stored or not.</summary>
    Task<IEnumerable<StoredTrigger>> GetTriggersAsync(Workflow workflow, CancellationToken cancellationToken = default);

    /// <summary>Deletes the triggers that match, and tells of it.</summary>
    Task DeleteTriggersAsync(TriggerFilter filter, CancellationToken cancellationToken = default);
}

/// <summary>Finds what an event starts and resumes.</summary>
public interface IWorkflowMatcher
{
    /// <summary>The triggers for an event.</summary>
    Task<IEnumerable<StoredTrigger>> FindTriggersAsync(string activityTypeName, object stimulus, CancellationToken cancellationToken = default);

    /// <summary>The triggers for an event by its fingerprint.</summary>
    Task<IEnumerable<StoredTrigger>> FindTriggersAsync(string stimulusHash, CancellationToken cancellationToken = default);

    /// <summary>The bookmarks for an event.</summary>
    Task<IEnumerable<StoredBookmark>> FindBookmarksAsync(string activityTypeName, object stimulus, FindBookmarkOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>The bookmarks for an event by its fingerprint.</summary>
    Task<IEnumerable<StoredBookmark>> FindBookmarksAsync(string stimulusHash, FindBookmarkOptions? options = null, CancellationToken cancellationToken = default);
}

/// <summary>Finds the workflows that an event starts.</summary>
public interface ITriggerBoundWorkflowService
{
    /// <summary>The workflows for an event.</summary>
    Task<IEnumerable<TriggerBoundWorkflow>> FindManyAsync(string activityTypeName, object stimulus, CancellationToken cancellationToken = default);

    /// <summary>The workflows for an event by its fingerprint.</summary>
    Task<IEnumerable<TriggerBoundWorkflow>> FindManyAsync(string stimulusHash, CancellationToken cancellationToken = default);
}

/// <summary>A workflow with the triggers that matched.</summary>
/// <param name="WorkflowGraph">The workflow.</param>
/// <param name="Triggers">The triggers.</param>
public record TriggerBoundWorkflow(WorkflowGraph WorkflowGraph, ICollection<StoredTrigger> Triggers);
