using Elsa.Common.Models;
using Elsa.Workflows.Management.Entities;

namespace Elsa.Workflows.Runtime;

/// <summary>Stores the workflows that providers provide.</summary>
public interface IWorkflowDefinitionStorePopulator
{
    /// <summary>Stores a workflow.</summary>
    Task<Result<WorkflowDefinition>> AddAsync(MaterializedWorkflow materializedWorkflow, CancellationToken cancellationToken = default);

    /// <summary>Stores a workflow.</summary>
    Task<Result<WorkflowDefinition>> AddAsync(MaterializedWorkflow materializedWorkflow, bool indexTriggers, CancellationToken cancellationToken = default);

    /// <summary>Stores all workflows of all providers and returns their definitions.</summary>
    Task<IEnumerable<WorkflowDefinition>> PopulateStoreAsync(CancellationToken cancellationToken = default);

    /// <summary>Stores all workflows of all providers and returns their definitions.</summary>
    Task<IEnumerable<WorkflowDefinition>> PopulateStoreAsync(bool indexTriggers, CancellationToken cancellationToken = default);
}
