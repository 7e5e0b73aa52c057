using Elsa.Workflows.Runtime.Messages;
using Elsa.Workflows.State;

namespace Elsa.Workflows.Runtime;

/// <summary>Works with one instance. A token ends the waiting of the caller, never the instance: that is what <see cref="CancelAsync"/> is for.</summary>
public interface IWorkflowClient
{
    /// <summary>The instance.</summary>
    string WorkflowInstanceId { get; }

    /// <summary>Creates the instance; it does not run yet.</summary>
    Task<CreateWorkflowInstanceResponse> CreateInstanceAsync(CreateWorkflowInstanceRequest request, CancellationToken cancellationToken = default);

    /// <summary>Runs a burst of the instance; a bookmark that is gone, or an instance that is done, is no error: nothing runs.</summary>
    Task<RunWorkflowInstanceResponse> RunInstanceAsync(RunWorkflowInstanceRequest request, CancellationToken cancellationToken = default);

    /// <summary>Creates the instance and runs its first burst.</summary>
    Task<RunWorkflowInstanceResponse> CreateAndRunInstanceAsync(CreateAndRunWorkflowInstanceRequest request, CancellationToken cancellationToken = default);

    /// <summary>Ends the instance and its children as cancelled, wherever they run.</summary>
    Task CancelAsync(CancellationToken cancellationToken = default);

    /// <summary>The state as it was last stored.</summary>
    Task<WorkflowState> ExportStateAsync(CancellationToken cancellationToken = default);

    /// <summary>Replaces the state, bookmarks included.</summary>
    Task ImportStateAsync(WorkflowState workflowState, CancellationToken cancellationToken = default);

    /// <summary>Whether the instance is stored.</summary>
    Task<bool> InstanceExistsAsync(CancellationToken cancellationToken = default);

    /// <summary>Deletes the instance with all that belongs to it, and says whether there was one.</summary>
    Task<bool> DeleteAsync(CancellationToken cancellationToken = default);
}

/// <summary>Shorter ways to work with an instance.</summary>
public static class WorkflowClientExtensions
{
    /// <summary>Goes on with whatever is scheduled.</summary>
    public static Task<RunWorkflowInstanceResponse> RunInstanceAsync(this IWorkflowClient workflowClient, CancellationToken cancellationToken = default) =>
        workflowClient.RunInstanceAsync(RunWorkflowInstanceRequest.Empty, cancellationToken);
}
