namespace Elsa.Workflows.Runtime;

/// <summary>The door to instances.</summary>
public interface IWorkflowRuntime
{
    /// <summary>A client for an instance that is still to be created.</summary>
    ValueTask<IWorkflowClient> CreateClientAsync(CancellationToken cancellationToken = default);

    /// <summary>A client for an instance; without an identity one is made up.</summary>
    ValueTask<IWorkflowClient> CreateClientAsync(string? workflowInstanceId, CancellationToken cancellationToken = default);
}
