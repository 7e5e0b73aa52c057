using Elsa.Workflows.Models;

namespace Elsa.Workflows;

/// <summary>Changes descriptors of activities before anyone sees them.</summary>
public interface IActivityDescriptorModifier
{
    /// <summary>Called once for each descriptor that is registered.</summary>
    void Modify(ActivityDescriptor descriptor);
}
