using System.ComponentModel;

namespace Elsa.Workflows.IncidentStrategies;

/// <summary>One fault ends the workflow as faulted.</summary>
[Description("An incident strategy that puts the entire workflow in the Faulted state.")]
public class FaultStrategy : IIncidentStrategy
{
    /// <inheritdoc />
    public void HandleIncident(ActivityExecutionContext context) => context.WorkflowExecutionContext.TransitionTo(WorkflowSubStatus.Faulted);
}
