using Elsa.Workflows.State;

namespace Elsa.Workflows;

/// <summary>Takes from a run what must be stored, and puts it into a run that goes on later.</summary>
public interface IWorkflowStateExtractor
{
    /// <summary>Takes the state.</summary>
    WorkflowState Extract(WorkflowExecutionContext workflowExecutionContext);

    /// <summary>Puts the state into a new run; throws if the definition does not have what the state names.</summary>
    Task<WorkflowExecutionContext> ApplyAsync(WorkflowExecutionContext workflowExecutionContext, WorkflowState state);
}
