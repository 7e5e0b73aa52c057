using Elsa.Workflows.LogPersistence;
using Elsa.Workflows.Management.Models;

namespace Elsa.Workflows.Management.Options;

/// <summary>What the engine knows.</summary>
public class ManagementOptions
{
    /// <summary>The classes of activities.</summary>
    public HashSet<Type> ActivityTypes { get; set; } = [];

    /// <summary>Whether a version that something stands against is kept from being published; default: yes. If not, it is published and the result says what was found.</summary>
    public bool FailOnValidationErrors { get; set; } = true;

    /// <summary>The types that tools offer for variables, inputs and outputs, in this order.</summary>
    public HashSet<VariableDescriptor> VariableDescriptors { get; set; } = [];

    /// <summary>Whether values are recorded where neither activity nor workflow says so.</summary>
    public LogPersistenceMode LogPersistenceMode { get; set; } = LogPersistenceMode.Include;
}
