using Elsa.Workflows.State;

namespace Elsa.Workflows;

/// <summary>Takes from a run what must be stored.</summary>
public interface IWorkflowStateExtractor
{
    /// <summary>The state of a run.</summary>
    WorkflowState Extract(WorkflowExecutionContext workflowExecutionContext);
}
