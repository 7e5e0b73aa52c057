namespace Elsa.Workflows.Pipelines.ActivityExecution;

/// <summary>A step that executions of activities pass through.</summary>
public delegate ValueTask ActivityMiddlewareDelegate(ActivityExecutionContext context);
