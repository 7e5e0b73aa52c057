using Elsa.Common;
using Elsa.Common.Models;
using Elsa.Mediator.Contracts;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Mappers;
using Elsa.Workflows.Management.Notifications;
using Elsa.Workflows.Management.Options;
using Elsa.Workflows.State;

namespace Elsa.Workflows.Management.Services;

/// <summary>Keeps instances; whoever keeps something that belongs to one learns when it goes.</summary>
internal sealed class WorkflowInstanceManager(
    IWorkflowInstanceStore store,
    IWorkflowStateExtractor extractor,
    IWorkflowStateSerializer serializer,
    WorkflowStateMapper mapper,
    IIdentityGenerator identities,
    ISystemClock clock,
    INotificationSender notifications) : IWorkflowInstanceManager
{
    // So many go in one transaction: their journals are a hundred times as many rows.
    private const int InstancesAtOnce = 200;

    public Task<WorkflowInstance?> FindByIdAsync(string instanceId, CancellationToken cancellationToken = default) =>
        FindAsync(new WorkflowInstanceFilter { Id = instanceId }, cancellationToken);

    public async Task<WorkflowInstance?> FindAsync(WorkflowInstanceFilter filter, CancellationToken cancellationToken = default) => await store.FindAsync(filter, cancellationToken);

    public async Task<bool> ExistsAsync(string instanceId, CancellationToken cancellationToken = default) =>
        await store.CountAsync(new WorkflowInstanceFilter { Id = instanceId }, cancellationToken) > 0;

    public WorkflowInstance CreateWorkflowInstance(Workflow workflow, WorkflowInstanceOptions? options = null)
    {
        var now = clock.UtcNow;
        return mapper.Map(new WorkflowState
        {
            Id = options?.WorkflowInstanceId ?? identities.GenerateId(),
            DefinitionId = workflow.Identity.DefinitionId,
            DefinitionVersionId = workflow.Identity.Id,
            DefinitionVersion = workflow.Identity.Version,
            Name = options?.Name,
            CorrelationId = options?.CorrelationId,
            ParentWorkflowInstanceId = options?.ParentWorkflowInstanceId,
            Input = options?.Input ?? new Dictionary<string, object>(),
            Properties = options?.Properties ?? new Dictionary<string, object>(),
            IsSystem = workflow.IsSystem,
            Status = WorkflowStatus.Running,
            SubStatus = WorkflowSubStatus.Pending,
            CreatedAt = now,
            UpdatedAt = now,
        })!;
    }

    public async Task<WorkflowInstance> CreateAndCommitWorkflowInstanceAsync(Workflow workflow, WorkflowInstanceOptions? options = null, CancellationToken cancellationToken = default)
    {
        var instance = CreateWorkflowInstance(workflow, options);
        await CreateAsync(instance, cancellationToken);
        return instance;
    }

    public async Task CreateAsync(WorkflowInstance workflowInstance, CancellationToken cancellationToken = default)
    {
        await store.AddAsync(workflowInstance, cancellationToken);
        await notifications.SendAsync(new WorkflowInstanceSaved(workflowInstance), cancellationToken);
    }

    public async Task<WorkflowInstance> CreateAsync(WorkflowState workflowState, CancellationToken cancellationToken)
    {
        var instance = mapper.Map(workflowState)!;
        await CreateAsync(instance, cancellationToken);
        return instance;
    }

    public Task<WorkflowInstance> CreateAsync(WorkflowExecutionContext workflowExecutionContext, CancellationToken cancellationToken = default) =>
        CreateAsync(ExtractWorkflowState(workflowExecutionContext), cancellationToken);

    public async Task SaveAsync(WorkflowInstance workflowInstance, CancellationToken cancellationToken = default)
    {
        await store.SaveAsync(workflowInstance, cancellationToken);
        await notifications.SendAsync(new WorkflowInstanceSaved(workflowInstance), cancellationToken);
    }

    public async Task<WorkflowInstance> SaveAsync(WorkflowState workflowState, CancellationToken cancellationToken)
    {
        var instance = mapper.Map(workflowState)!;
        await SaveAsync(instance, cancellationToken);
        return instance;
    }

    public Task<WorkflowInstance> SaveAsync(WorkflowExecutionContext workflowExecutionContext, CancellationToken cancellationToken = default) =>
        SaveAsync(ExtractWorkflowState(workflowExecutionContext), cancellationToken);

    public async Task UpdateAsync(WorkflowInstance workflowInstance, CancellationToken cancellationToken = default)
    {
        await store.UpdateAsync(workflowInstance, cancellationToken);
        await notifications.SendAsync(new WorkflowInstanceSaved(workflowInstance), cancellationToken);
    }

    public async Task<WorkflowInstance> UpdateAsync(WorkflowState workflowState, CancellationToken cancellationToken)
    {
        var instance = mapper.Map(workflowState)!;
        await UpdateAsync(instance, cancellationToken);
        return instance;
    }

    public async Task<bool> DeleteAsync(WorkflowInstanceFilter filter, CancellationToken cancellationToken = default)
    {
        var first = await store.FindManyIdsAsync(filter, PageArgs.FromRange(0, 1), cancellationToken);
        return first.Items.FirstOrDefault() is { } id && await DeleteAsync([id], cancellationToken) > 0;
    }

    public async Task<long> BulkDeleteAsync(WorkflowInstanceFilter filter, CancellationToken cancellationToken = default)
    {
        long count = 0;
        foreach (var ids in (await store.FindManyIdsAsync(filter, cancellationToken)).Chunk(InstancesAtOnce))
            count += await DeleteAsync(ids, cancellationToken);
        return count;
    }

    public WorkflowState ExtractWorkflowState(WorkflowExecutionContext workflowExecutionContext) => extractor.Extract(workflowExecutionContext);

    public string SerializeWorkflowState(WorkflowState workflowState) => serializer.Serialize(workflowState);

    // What belongs to an instance goes first: if this is cut short, the instance is still there and can be deleted again.
    private async Task<long> DeleteAsync(string[] ids, CancellationToken cancellationToken)
    {
        await notifications.SendAsync(new WorkflowInstancesDeleting(ids), cancellationToken);
        var count = await store.DeleteAsync(new WorkflowInstanceFilter { Ids = ids }, cancellationToken);
        await notifications.SendAsync(new WorkflowInstancesDeleted(ids), cancellationToken);
        return count;
    }
}
