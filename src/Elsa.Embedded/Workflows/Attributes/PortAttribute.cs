using System.Runtime.CompilerServices;

namespace Elsa.Workflows.Attributes;

/// <summary>Marks a property that holds an activity inside this one.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class PortAttribute : Attribute
{
    /// <summary>Creates an attribute with the name of the port.</summary>
    public PortAttribute([CallerMemberName] string? name = null) => Name = name;

    /// <summary>Creates an attribute with two names.</summary>
    public PortAttribute(string name, string displayName)
    {
        Name = name;
        DisplayName = displayName;
    }

    /// <summary>The name of the port.</summary>
    public string? Name { get; set; }

    /// <summary>The name that people see.</summary>
    public string? DisplayName { get; set; }
}
