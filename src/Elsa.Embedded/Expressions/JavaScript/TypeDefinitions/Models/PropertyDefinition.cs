namespace Elsa.Expressions.JavaScript.TypeDefinitions.Models;

/// <summary>The declaration of a property.</summary>
public class PropertyDefinition
{
    /// <summary>The name.</summary>
    public string Name { get; set; } = default!;

    /// <summary>The type.</summary>
    public string Type { get; set; } = default!;

    /// <summary>Whether it may be missing.</summary>
    public bool IsOptional { get; set; }
}
