namespace Elsa.Workflows;

/// <summary>Executes an activity.</summary>
public delegate ValueTask ExecuteActivityDelegate(ActivityExecutionContext context);

/// <summary>Called on the owner when a child that it scheduled completes.</summary>
public delegate ValueTask ActivityCompletionCallback(ActivityCompletedContext context);
