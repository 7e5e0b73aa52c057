using System.Reflection;
using Elsa.Workflows;
using Elsa.Workflows.Models;

namespace Elsa.Resilience.Modifiers;

/// <summary>Tells editors which activities can try again, and by strategies of which category.</summary>
public class ResilientActivityDescriptorModifier : IActivityDescriptorModifier
{
    /// <inheritdoc />
    public void Modify(ActivityDescriptor descriptor)
    {
        if (!typeof(IResilientActivity).IsAssignableFrom(descriptor.ClrType))
            return;
        descriptor.CustomProperties["Resilient"] = true;
        descriptor.CustomProperties["ResilienceCategory"] = descriptor.ClrType.GetCustomAttribute<ResilienceCategoryAttribute>(inherit: true)?.Category ?? "Default";
    }
}
