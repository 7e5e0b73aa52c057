using Elsa.Workflows.Activities;

namespace Elsa.Workflows;

/// <summary>Says whether a new instance of a workflow may start.</summary>
public interface IWorkflowActivationStrategy
{
    /// <summary>Whether it may, as things stand.</summary>
    ValueTask<bool> GetAllowActivationAsync(WorkflowInstantiationStrategyContext context);
}

/// <summary>What an activation strategy is asked about.</summary>
/// <param name="Workflow">The workflow.</param>
/// <param name="CorrelationId">What would tie the instance to the business.</param>
/// <param name="CancellationToken">Ends the question.</param>
public record WorkflowInstantiationStrategyContext(Workflow Workflow, string? CorrelationId, CancellationToken CancellationToken);
