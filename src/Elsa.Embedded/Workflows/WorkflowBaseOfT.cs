using Elsa.Workflows.Memory;

namespace Elsa.Workflows;

/// <summary>Base of workflows in code that yield a value: the one that <see cref="Result"/> has at the end.</summary>
public abstract class WorkflowBase<TResult> : WorkflowBase
{
    /// <summary>Creates the workflow.</summary>
    protected WorkflowBase()
    {
    }

    /// <summary>The variable that holds the value.</summary>
    protected Variable<TResult?> Result { get; } = new("Result", default);

    /// <inheritdoc />
    protected override ValueTask BeforeBuildAsync(IWorkflowBuilder builder, CancellationToken cancellationToken = default)
    {
        builder.WithVariable((Variable)Result);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    protected override ValueTask AfterBuildAsync(IWorkflowBuilder builder, CancellationToken cancellationToken = default)
    {
        builder.Result ??= Result;
        return ValueTask.CompletedTask;
    }
}
