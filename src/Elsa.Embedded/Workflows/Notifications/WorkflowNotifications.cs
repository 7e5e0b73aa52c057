using Elsa.Mediator.Contracts;
using Elsa.Workflows.Activities;
using Elsa.Workflows.State;

namespace Elsa.Workflows.Notifications;

/// <summary>A workflow instance starts for the first time.</summary>
/// <param name="Workflow">The workflow.</param>
/// <param name="WorkflowExecutionContext">The execution.</param>
public record WorkflowStarted(Workflow Workflow, WorkflowExecutionContext WorkflowExecutionContext) : INotification;

/// <summary>A burst of execution begins.</summary>
/// <param name="Workflow">The workflow.</param>
/// <param name="WorkflowExecutionContext">The execution.</param>
public record WorkflowExecuting(Workflow Workflow, WorkflowExecutionContext WorkflowExecutionContext) : INotification;

/// <summary>A burst of execution is over; the workflow is done, or it waits.</summary>
/// <param name="Workflow">The workflow.</param>
/// <param name="WorkflowState">The state at the end of the burst.</param>
/// <param name="WorkflowExecutionContext">The execution.</param>
public record WorkflowExecuted(Workflow Workflow, WorkflowState WorkflowState, WorkflowExecutionContext WorkflowExecutionContext) : INotification;

/// <summary>A workflow instance is done, in whatever way.</summary>
/// <param name="Workflow">The workflow.</param>
/// <param name="WorkflowState">The final state.</param>
/// <param name="WorkflowExecutionContext">The execution.</param>
public record WorkflowFinished(Workflow Workflow, WorkflowState WorkflowState, WorkflowExecutionContext WorkflowExecutionContext) : INotification;
