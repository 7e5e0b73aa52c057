using Elsa.Workflows.Activities;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Options;
using Elsa.Workflows.State;

namespace Elsa.Workflows.Management;

/// <summary>Keeps instances, and removes them with everything that belongs to them.</summary>
public interface IWorkflowInstanceManager
{
    /// <summary>Deletes the instances that the filter means, with journals and executions, and tells how many.</summary>
    Task<long> BulkDeleteAsync(WorkflowInstanceFilter filter, CancellationToken cancellationToken = default);

    /// <summary>Makes an instance and stores it.</summary>
    Task<WorkflowInstance> CreateAndCommitWorkflowInstanceAsync(Workflow workflow, WorkflowInstanceOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Stores a new instance.</summary>
    Task CreateAsync(WorkflowInstance workflowInstance, CancellationToken cancellationToken = default);

    /// <summary>Stores a new instance.</summary>
    Task<WorkflowInstance> CreateAsync(WorkflowState workflowState, CancellationToken cancellationToken);

    /// <summary>Stores a new instance.</summary>
    Task<WorkflowInstance> CreateAsync(WorkflowExecutionContext workflowExecutionContext, CancellationToken cancellationToken = default);

    /// <summary>Makes an instance, not stored yet.</summary>
    WorkflowInstance CreateWorkflowInstance(Workflow workflow, WorkflowInstanceOptions? options = null);

    /// <summary>Deletes the instance that the filter means, with everything that belongs to it; false if there is none.</summary>
    Task<bool> DeleteAsync(WorkflowInstanceFilter filter, CancellationToken cancellationToken = default);

    /// <summary>Whether there is an instance.</summary>
    Task<bool> ExistsAsync(string instanceId, CancellationToken cancellationToken = default);

    /// <summary>Takes the state from a run.</summary>
    WorkflowState ExtractWorkflowState(WorkflowExecutionContext workflowExecutionContext);

    /// <summary>Finds an instance.</summary>
    Task<WorkflowInstance?> FindAsync(WorkflowInstanceFilter filter, CancellationToken cancellationToken = default);

    /// <summary>Finds an instance.</summary>
    Task<WorkflowInstance?> FindByIdAsync(string instanceId, CancellationToken cancellationToken = default);

    /// <summary>Stores an instance.</summary>
    Task SaveAsync(WorkflowInstance workflowInstance, CancellationToken cancellationToken = default);

    /// <summary>Stores an instance.</summary>
    Task<WorkflowInstance> SaveAsync(WorkflowState workflowState, CancellationToken cancellationToken);

    /// <summary>Stores an instance.</summary>
    Task<WorkflowInstance> SaveAsync(WorkflowExecutionContext workflowExecutionContext, CancellationToken cancellationToken = default);

    /// <summary>Writes a state as JSON.</summary>
    string SerializeWorkflowState(WorkflowState workflowState);

    /// <summary>Stores an instance that is there.</summary>
    Task UpdateAsync(WorkflowInstance workflowInstance, CancellationToken cancellationToken = default);

    /// <summary>Stores an instance that is there.</summary>
    Task<WorkflowInstance> UpdateAsync(WorkflowState workflowState, CancellationToken cancellationToken);
}
