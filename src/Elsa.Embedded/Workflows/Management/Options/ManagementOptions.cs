using Elsa.Workflows.LogPersistence;

namespace Elsa.Workflows.Management.Options;

/// <summary>What the engine knows.</summary>
public class ManagementOptions
{
    /// <summary>The classes of activities.</summary>
    public HashSet<Type> ActivityTypes { get; set; } = [];

    /// <summary>Whether values are recorded where neither activity nor workflow says so.</summary>
    public LogPersistenceMode LogPersistenceMode { get; set; } = LogPersistenceMode.Include;
}
