using System.ComponentModel;

namespace Elsa.Workflows.IncidentStrategies;

/// <summary>The other branches go on; the workflow keeps the incident and waits for someone to look at it.</summary>
[Description("An incident strategy that allows the workflow to continue running, but with incidents.")]
public class ContinueWithIncidentsStrategy : IIncidentStrategy
{
    /// <inheritdoc />
    public void HandleIncident(ActivityExecutionContext context)
    {
    }
}
