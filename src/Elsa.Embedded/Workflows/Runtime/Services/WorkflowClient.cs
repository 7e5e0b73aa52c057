using Elsa.Common;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Runtime.Bursts;
using Elsa.Workflows.Runtime.Exceptions;
using Elsa.Workflows.Runtime.Ledger;
using Elsa.Workflows.Runtime.Messages;
using Elsa.Workflows.State;

namespace Elsa.Workflows.Runtime.Services;

/// <summary>Works with one instance by way of bursts.</summary>
internal sealed class WorkflowClient(
    string workflowInstanceId,
    BurstRunner runner,
    InstanceCanceler canceler,
    StoredInstances stored,
    IWorkflowDefinitionService definitions,
    IWorkflowInstanceStore instances,
    ISystemClock clock) : IWorkflowClient
{
    public string WorkflowInstanceId => workflowInstanceId;

    public async Task<CreateWorkflowInstanceResponse> CreateInstanceAsync(CreateWorkflowInstanceRequest request, CancellationToken cancellationToken = default)
    {
        var handle = request.WorkflowDefinitionHandle;
        var graph = await definitions.FindWorkflowGraphAsync(handle, cancellationToken)
            ?? throw new WorkflowDefinitionNotFoundException($"There is no workflow definition '{handle.DefinitionId ?? handle.DefinitionVersionId}'.", handle);
        var identity = graph.Workflow.Identity;
        var now = clock.UtcNow;
        await stored.CreateAsync(
            new WorkflowState
            {
                Id = workflowInstanceId,
                DefinitionId = identity.DefinitionId,
                DefinitionVersionId = identity.Id,
                DefinitionVersion = identity.Version,
                CorrelationId = request.CorrelationId,
                Name = request.Name,
                ParentWorkflowInstanceId = request.ParentId,
                Status = WorkflowStatus.Running,
                SubStatus = WorkflowSubStatus.Pending,
                IsSystem = graph.Workflow.IsSystem,
                RunningInput = request.Input,
                Properties = request.Properties ?? new Dictionary<string, object>(),
                CreatedAt = now,
                UpdatedAt = now,
            },
            cancellationToken);
        return new CreateWorkflowInstanceResponse();
    }

    public async Task<RunWorkflowInstanceResponse> RunInstanceAsync(RunWorkflowInstanceRequest request, CancellationToken cancellationToken = default)
    {
        var result = await runner.RunAsync(workflowInstanceId, request, dispatch: null, cancellationToken);
        return RunResponses.Of(result.State ?? throw NotFound(), request.IncludeWorkflowOutput);
    }

    public async Task<RunWorkflowInstanceResponse> CreateAndRunInstanceAsync(CreateAndRunWorkflowInstanceRequest request, CancellationToken cancellationToken = default)
    {
        var result = await runner.StartAsync(workflowInstanceId, request, dispatch: null, cancellationToken);
        return RunResponses.Of(result.State!, request.IncludeWorkflowOutput);
    }

    public Task CancelAsync(CancellationToken cancellationToken = default) => canceler.CancelAsync(workflowInstanceId, cancellationToken);

    public async Task<WorkflowState> ExportStateAsync(CancellationToken cancellationToken = default) => (await FindAsync(cancellationToken) ?? throw NotFound()).WorkflowState;

    public Task ImportStateAsync(WorkflowState workflowState, CancellationToken cancellationToken = default) =>
        workflowState.Id == workflowInstanceId
            ? stored.ReplaceAsync(workflowState, cancellationToken)
            : throw new ArgumentException($"The state is that of the workflow instance '{workflowState.Id}', not of '{workflowInstanceId}'.", nameof(workflowState));

    public async Task<bool> InstanceExistsAsync(CancellationToken cancellationToken = default) => await FindAsync(cancellationToken) is not null;

    public Task<bool> DeleteAsync(CancellationToken cancellationToken = default) => stored.DeleteAsync(workflowInstanceId, cancellationToken);

    private async Task<WorkflowInstance?> FindAsync(CancellationToken cancellationToken) =>
        await instances.FindAsync(new WorkflowInstanceFilter { Id = workflowInstanceId }, cancellationToken);

    private WorkflowInstanceNotFoundException NotFound() => new($"There is no workflow instance '{workflowInstanceId}'.", workflowInstanceId);
}

