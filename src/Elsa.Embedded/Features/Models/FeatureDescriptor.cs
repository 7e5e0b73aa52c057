namespace Elsa.Features.Models;

/// <summary>A part of the engine that is switched on, as tools see it.</summary>
public class FeatureDescriptor
{
    /// <summary>Creates an empty descriptor.</summary>
    public FeatureDescriptor()
    {
    }

    /// <summary>Creates a descriptor.</summary>
    public FeatureDescriptor(string name, string ns, string displayName, string? description = null) =>
        (Name, Namespace, DisplayName, Description) = (name, ns, displayName, description ?? "");

    /// <summary>The name, without <c>Feature</c>.</summary>
    public string Name { get; set; } = default!;

    /// <summary>What the name is unique in.</summary>
    public string Namespace { get; set; } = default!;

    /// <summary>Namespace and name: tools look for this.</summary>
    public string FullName => $"{Namespace}.{Name}";

    /// <summary>What people read.</summary>
    public string DisplayName { get; set; } = default!;

    /// <summary>What it is for; may be empty.</summary>
    public string Description { get; set; } = "";
}
