namespace Elsa.Workflows.Management.Options;

/// <summary>What the engine knows.</summary>
public class ManagementOptions
{
    /// <summary>The classes of activities.</summary>
    public HashSet<Type> ActivityTypes { get; set; } = [];
}
