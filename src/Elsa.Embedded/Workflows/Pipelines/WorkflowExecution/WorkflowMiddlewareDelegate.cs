namespace Elsa.Workflows.Pipelines.WorkflowExecution;

/// <summary>A step that bursts of workflows pass through.</summary>
public delegate ValueTask WorkflowMiddlewareDelegate(WorkflowExecutionContext context);
