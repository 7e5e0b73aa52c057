using System.ComponentModel.DataAnnotations;

namespace Elsa.Workflows.ActivationValidators;

/// <summary>As many running instances as anyone wants.</summary>
[Display(Name = "Always", Description = "Always allow the creation of a new workflow instance.")]
public class AllowAlwaysStrategy : IWorkflowActivationStrategy
{
    /// <inheritdoc />
    public ValueTask<bool> GetAllowActivationAsync(WorkflowInstantiationStrategyContext context) => new(true);
}
