using Elsa.Common.Models;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Requests;
using Elsa.Workflows.Runtime.Responses;
using Elsa.Workflows.State;

namespace Elsa.Workflows.Runtime;

/// <summary>Ends instances as cancelled, with their children; journal and records of executions say so.</summary>
public interface IWorkflowCancellationService
{
    /// <summary>Cancels an instance; false if there is none, or it is done.</summary>
    Task<bool> CancelWorkflowAsync(string workflowInstanceId, CancellationToken cancellationToken = default);

    /// <summary>Cancels instances, and says how many.</summary>
    Task<int> CancelWorkflowsAsync(IEnumerable<string> workflowInstanceIds, CancellationToken cancellationToken = default);

    /// <summary>Cancels the instances of a version, and says how many.</summary>
    Task<int> CancelWorkflowByDefinitionVersionAsync(string definitionVersionId, CancellationToken cancellationToken = default);

    /// <summary>Cancels the instances of versions of a definition, and says how many.</summary>
    Task<int> CancelWorkflowByDefinitionAsync(string definitionId, VersionOptions versionOptions, CancellationToken cancellationToken = default);
}

/// <summary>Ends one run as cancelled.</summary>
public interface IWorkflowCanceler
{
    /// <summary>Cancels a run that is in memory, and stores it.</summary>
    Task CancelWorkflowAsync(WorkflowExecutionContext workflowExecutionContext, CancellationToken cancellationToken = default);

    /// <summary>Cancels a stored state, and stores it.</summary>
    Task<WorkflowState> CancelWorkflowAsync(WorkflowGraph workflowGraph, WorkflowState workflowState, CancellationToken cancellationToken = default);
}

/// <summary>Cancels in the background.</summary>
public interface IWorkflowCancellationDispatcher
{
    /// <summary>Stores the request; it survives a crash.</summary>
    Task<DispatchCancelWorkflowsResponse> DispatchAsync(DispatchCancelWorkflowRequest request, CancellationToken cancellationToken = default);
}

/// <summary>Goes on with instances whose node died.</summary>
public interface IWorkflowRestarter
{
    /// <summary>Goes on with an instance from its last commit.</summary>
    Task RestartWorkflowAsync(string workflowInstanceId, CancellationToken cancellationToken = default);
}

/// <summary>Finds instances whose node died.</summary>
public interface IInterruptedRecoveryScanner
{
    /// <summary>Takes over what dead nodes left, and says how many instances.</summary>
    ValueTask<int> ScanAndRequeueAsync(CancellationToken cancellationToken);
}
