namespace Elsa.Workflows.Options;

/// <summary>What the host does about faults where the workflow does not say.</summary>
public class IncidentOptions
{
    /// <summary>The strategy; null means the fault strategy.</summary>
    public Type? DefaultIncidentStrategy { get; set; }
}
