using Elsa.Workflows.Activities;

namespace Elsa.Workflows.Runtime;

/// <summary>Asks the activation strategy of a workflow.</summary>
public interface IWorkflowActivationStrategyEvaluator
{
    /// <summary>Whether a new instance may start as things stand; whether it does is settled by the database when it starts.</summary>
    Task<bool> CanStartWorkflowAsync(WorkflowActivationStrategyEvaluationContext context);
}

/// <summary>What an activation strategy is asked about.</summary>
public class WorkflowActivationStrategyEvaluationContext
{
    /// <summary>The workflow.</summary>
    public Workflow Workflow { get; set; } = default!;

    /// <summary>What would tie the instance to the business.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>Ends the question.</summary>
    public CancellationToken CancellationToken { get; set; }
}
