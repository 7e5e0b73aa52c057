using Elsa.Workflows.State;

namespace Elsa.Workflows.CommitStates;

/// <summary>Stores the state of a workflow instance.</summary>
public interface ICommitStateHandler
{
    /// <summary>Stores the state of a run.</summary>
    Task CommitAsync(WorkflowExecutionContext workflowExecutionContext, CancellationToken cancellationToken = default);

    /// <summary>Stores a state that was already taken from the run.</summary>
    Task CommitAsync(WorkflowExecutionContext workflowExecutionContext, WorkflowState workflowState, CancellationToken cancellationToken = default);
}

/// <summary>Stores nothing: the instance lives in memory only.</summary>
internal sealed class MemoryOnlyCommitStateHandler : ICommitStateHandler
{
    public Task CommitAsync(WorkflowExecutionContext workflowExecutionContext, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task CommitAsync(WorkflowExecutionContext workflowExecutionContext, WorkflowState workflowState, CancellationToken cancellationToken = default) => Task.CompletedTask;
}
