using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Models;
using Elsa.Workflows.State;

namespace Elsa.Workflows.Management;

/// <summary>Reads and writes the variables of instances.</summary>
public interface IWorkflowInstanceVariableManager
{
    /// <summary>The variables of the workflow with their values.</summary>
    Task<IEnumerable<ResolvedVariable>> GetVariablesAsync(string workflowInstanceId, IEnumerable<string>? excludeTags = null, CancellationToken cancellationToken = default);

    /// <summary>The variables of the workflow with their values.</summary>
    Task<IEnumerable<ResolvedVariable>> GetVariablesAsync(WorkflowInstance workflowInstance, IEnumerable<string>? excludeTags = null, CancellationToken cancellationToken = default);

    /// <summary>The variables of the workflow with their values.</summary>
    Task<IEnumerable<ResolvedVariable>> GetVariablesAsync(WorkflowState workflowState, IEnumerable<string>? excludeTags = null, CancellationToken cancellationToken = default);

    /// <summary>The variables of the workflow with their values.</summary>
    Task<IEnumerable<ResolvedVariable>> GetVariablesAsync(WorkflowExecutionContext workflowExecutionContext, IEnumerable<string>? excludeTags = null, CancellationToken cancellationToken = default);

    /// <summary>Sets variables by their identities, and returns all.</summary>
    Task<IEnumerable<ResolvedVariable>> SetVariablesAsync(string workflowInstanceId, IEnumerable<VariableUpdateValue> variables, CancellationToken cancellationToken = default);

    /// <summary>Sets variables by their identities, and returns all.</summary>
    Task<IEnumerable<ResolvedVariable>> SetVariablesAsync(WorkflowExecutionContext workflowExecutionContext, IEnumerable<VariableUpdateValue> variables, CancellationToken cancellationToken = default);
}
