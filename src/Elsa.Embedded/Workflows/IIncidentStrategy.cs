namespace Elsa.Workflows;

/// <summary>Decides what becomes of a workflow when an activity faults.</summary>
public interface IIncidentStrategy
{
    /// <summary>Called after the activity was marked as faulted.</summary>
    void HandleIncident(ActivityExecutionContext context);
}

/// <summary>Finds the strategy that the workflow, or else the host, wants.</summary>
public interface IIncidentStrategyResolver
{
    /// <summary>The strategy for an activity.</summary>
    ValueTask<IIncidentStrategy> ResolveStrategyAsync(ActivityExecutionContext context, CancellationToken cancellationToken = default);
}
