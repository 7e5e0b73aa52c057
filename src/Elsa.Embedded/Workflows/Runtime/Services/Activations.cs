using Elsa.Workflows.Activities;
using Elsa.Workflows.Runtime.ActivationValidators;
using Elsa.Workflows.Runtime.Ledger;

namespace Elsa.Workflows.Runtime.Services;

/// <summary>
/// Settles whether an instance may start. For the strategies of the engine the database does: their claims are rows with a unique key, so that of two nodes one wins. A strategy
/// of the host's own is asked, and can be overtaken.
/// </summary>
internal sealed class Activations(IEnumerable<IWorkflowActivationStrategy> strategies) : IWorkflowActivationStrategyEvaluator
{
    /// <summary>What a new instance must be the only one of; null if nothing.</summary>
    public static ActivationClaim? ClaimOf(Workflow workflow, string? correlationId, string instanceId)
    {
        var definitionId = workflow.Identity.DefinitionId;
        var strategy = workflow.Options.ActivationStrategyType;
        if (strategy == typeof(SingletonStrategy))
            return new ActivationClaim($"Singleton:{definitionId}", instanceId, definitionId, IsCorrelated: false, null);
        if (strategy == typeof(CorrelatedSingletonStrategy))
            return new ActivationClaim($"CorrelatedSingleton:{definitionId}:{correlationId}", instanceId, definitionId, IsCorrelated: true, correlationId);
        return strategy == typeof(CorrelationStrategy) && correlationId is not null
            ? new ActivationClaim($"Correlation:{correlationId}", instanceId, DefinitionId: null, IsCorrelated: true, correlationId)
            : null;
    }

    public async Task<bool> CanStartWorkflowAsync(WorkflowActivationStrategyEvaluationContext context)
    {
        var type = context.Workflow.Options.ActivationStrategyType;
        if (type is null)
            return true;
        var strategy = strategies.FirstOrDefault(x => x.GetType() == type)
            ?? throw new InvalidOperationException($"The workflow '{context.Workflow.Identity.DefinitionId}' has the activation strategy {type.Name}, which is not registered here: whether it may start cannot be told.");
        return await strategy.GetAllowActivationAsync(new WorkflowInstantiationStrategyContext(context.Workflow, context.CorrelationId, context.CancellationToken));
    }
}
