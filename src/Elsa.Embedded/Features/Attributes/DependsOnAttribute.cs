namespace Elsa.Features.Attributes;

/// <summary>Names a feature that this feature needs; it is added automatically.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public class DependsOnAttribute : Attribute
{
    /// <summary>Creates the attribute.</summary>
    public DependsOnAttribute(Type type) => Type = type;

    /// <summary>The type of the feature that is needed.</summary>
    public Type Type { get; set; }
}
