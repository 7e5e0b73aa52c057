namespace Elsa.Workflows;

/// <summary>What an owner learns when a child completes.</summary>
/// <param name="TargetContext">The execution of the owner.</param>
/// <param name="ChildContext">The execution of the child.</param>
/// <param name="Result">What the child completed with, mostly its outcomes.</param>
public record ActivityCompletedContext(ActivityExecutionContext TargetContext, ActivityExecutionContext ChildContext, object? Result = null)
{
    /// <summary>The workflow.</summary>
    public WorkflowExecutionContext WorkflowExecutionContext => TargetContext.WorkflowExecutionContext;

    /// <summary>Cancelled when the workflow is.</summary>
    public CancellationToken CancellationToken => TargetContext.CancellationToken;

    /// <summary>A service that must be there.</summary>
    public T GetRequiredService<T>() where T : notnull => TargetContext.GetRequiredService<T>();

    /// <summary>Completes the owner.</summary>
    public ValueTask CompleteActivityAsync(object? result = null) => TargetContext.CompleteActivityAsync(result);

    /// <summary>Completes the owner with outcomes.</summary>
    public ValueTask CompleteActivityWithOutcomesAsync(params string[] outcomes) => TargetContext.CompleteActivityWithOutcomesAsync(outcomes);
}
