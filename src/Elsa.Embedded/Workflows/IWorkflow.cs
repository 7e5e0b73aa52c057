namespace Elsa.Workflows;

/// <summary>A workflow that is written in code.</summary>
public interface IWorkflow
{
    /// <summary>Puts the workflow together.</summary>
    ValueTask BuildAsync(IWorkflowBuilder builder, CancellationToken cancellationToken = default);
}

/// <summary>Base of workflows that are written in code.</summary>
public abstract class WorkflowBase : IWorkflow
{
    async ValueTask IWorkflow.BuildAsync(IWorkflowBuilder builder, CancellationToken cancellationToken)
    {
        await BeforeBuildAsync(builder, cancellationToken);
        await BuildAsync(builder, cancellationToken);
        await AfterBuildAsync(builder, cancellationToken);
    }

    /// <summary>Called first.</summary>
    protected virtual ValueTask BeforeBuildAsync(IWorkflowBuilder builder, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    /// <summary>Puts the workflow together.</summary>
    protected virtual ValueTask BuildAsync(IWorkflowBuilder builder, CancellationToken cancellationToken = default)
    {
        Build(builder);
        return ValueTask.CompletedTask;
    }

    /// <summary>Puts the workflow together.</summary>
    protected virtual void Build(IWorkflowBuilder builder)
    {
    }

    /// <summary>Called last.</summary>
    protected virtual ValueTask AfterBuildAsync(IWorkflowBuilder builder, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
