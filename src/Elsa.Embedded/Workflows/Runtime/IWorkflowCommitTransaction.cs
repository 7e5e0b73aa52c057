namespace Elsa.Workflows.Runtime;

/// <summary>Makes one transaction of what a commit writes to several stores.</summary>
public interface IWorkflowCommitTransaction
{
    /// <summary>Runs an operation; what it writes through stores takes place together or not at all.</summary>
    Task ExecuteAsync(Func<CancellationToken, Task> operation, CancellationToken cancellationToken = default);
}

/// <summary>Memory has no transactions.</summary>
internal sealed class NoWorkflowCommitTransaction : IWorkflowCommitTransaction
{
    public Task ExecuteAsync(Func<CancellationToken, Task> operation, CancellationToken cancellationToken = default) => operation(cancellationToken);
}
