using Elsa.Workflows.Activities;
using Elsa.Workflows.State;

namespace Elsa.Workflows.Models;

/// <summary>What came of a run.</summary>
/// <param name="WorkflowExecutionContext">The execution.</param>
/// <param name="WorkflowState">Its state at the end of the burst.</param>
/// <param name="Workflow">The workflow.</param>
/// <param name="Result">The result of the workflow, if it has one.</param>
/// <param name="Journal">What happened.</param>
public record RunWorkflowResult(WorkflowExecutionContext WorkflowExecutionContext, WorkflowState WorkflowState, Workflow Workflow, object? Result, Journal Journal);

/// <summary>What came of a run of a workflow with a result.</summary>
/// <param name="WorkflowExecutionContext">The execution.</param>
/// <param name="WorkflowState">Its state at the end of the burst.</param>
/// <param name="Workflow">The workflow.</param>
/// <param name="Result">The result of the workflow.</param>
/// <param name="Journal">What happened.</param>
public record RunWorkflowResult<TResult>(WorkflowExecutionContext WorkflowExecutionContext, WorkflowState WorkflowState, Workflow Workflow, TResult? Result, Journal Journal);

/// <summary>What happened in a run.</summary>
/// <param name="WorkflowExecutionLogEntries">The lines of the journal.</param>
/// <param name="ActivityExecutionContexts">The executions of activities, oldest first.</param>
public record Journal(ICollection<WorkflowExecutionLogEntry> WorkflowExecutionLogEntries, ICollection<ActivityExecutionContext> ActivityExecutionContexts)
{
    /// <summary>Nothing happened.</summary>
    public static Journal Empty { get; } = new([], []);
}
