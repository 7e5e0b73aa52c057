using System.ComponentModel.DataAnnotations;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Filters;

namespace Elsa.Workflows.Runtime.ActivationValidators;

/// <summary>One running instance of a definition at a time.</summary>
[Display(Name = "Singleton", Description = "Only allow new workflow instances if a running one of the same workflow definition doesn't already exist.")]
public class SingletonStrategy : IWorkflowActivationStrategy
{
    private readonly IWorkflowInstanceStore _instances;

    /// <summary>Creates the strategy.</summary>
    public SingletonStrategy(IWorkflowInstanceStore workflowInstanceStore) => _instances = workflowInstanceStore;

    /// <inheritdoc />
    public async ValueTask<bool> GetAllowActivationAsync(WorkflowInstantiationStrategyContext context) =>
        await _instances.CountAsync(new WorkflowInstanceFilter { DefinitionId = context.Workflow.Identity.DefinitionId, WorkflowStatus = WorkflowStatus.Running }, context.CancellationToken) == 0;
}

/// <summary>One running instance of a definition for each correlation id at a time; those without one are alike.</summary>
[Display(Name = "Correlated singleton", Description = "Only allow new workflow instances if a running one of the same workflow definition and correlation ID doesn't already exist.")]
public class CorrelatedSingletonStrategy : IWorkflowActivationStrategy
{
    private readonly IWorkflowInstanceStore _instances;

    /// <summary>Creates the strategy.</summary>
    public CorrelatedSingletonStrategy(IWorkflowInstanceStore workflowInstanceStore) => _instances = workflowInstanceStore;

    /// <inheritdoc />
    public async ValueTask<bool> GetAllowActivationAsync(WorkflowInstantiationStrategyContext context)
    {
        var filter = new WorkflowInstanceFilter { DefinitionId = context.Workflow.Identity.DefinitionId, CorrelationId = context.CorrelationId, WorkflowStatus = WorkflowStatus.Running };
        if (context.CorrelationId is not null)
            return await _instances.CountAsync(filter, context.CancellationToken) == 0;
        var running = await _instances.SummarizeManyAsync(filter, context.CancellationToken);
        return running.All(x => x.CorrelationId is not null);
    }
}

/// <summary>One running instance of any definition for each correlation id at a time; those without one are free.</summary>
[Display(Name = "Correlation", Description = "Only allow new workflow instances of any workflow definition if a running one with the same correlation ID doesn't already exist.")]
public class CorrelationStrategy : IWorkflowActivationStrategy
{
    private readonly IWorkflowInstanceStore _instances;

    /// <summary>Creates the strategy.</summary>
    public CorrelationStrategy(IWorkflowInstanceStore workflowInstanceStore) => _instances = workflowInstanceStore;

    /// <inheritdoc />
    public async ValueTask<bool> GetAllowActivationAsync(WorkflowInstantiationStrategyContext context) =>
        context.CorrelationId is null ||
        await _instances.CountAsync(new WorkflowInstanceFilter { CorrelationId = context.CorrelationId, WorkflowStatus = WorkflowStatus.Running }, context.CancellationToken) == 0;
}
