namespace Elsa.Expressions.JavaScript.TypeDefinitions.Models;

/// <summary>The declaration of a parameter.</summary>
public class ParameterDefinition
{
    /// <summary>Creates an empty declaration.</summary>
    public ParameterDefinition()
    {
    }

    /// <summary>Creates a declaration.</summary>
    public ParameterDefinition(string name, string? type, bool isOptional = false)
    {
        Name = name;
        Type = type;
        IsOptional = isOptional;
    }

    /// <summary>The name.</summary>
    public string Name { get; set; } = default!;

    /// <summary>The type; null for any.</summary>
    public string? Type { get; set; }

    /// <summary>Whether it may be left out.</summary>
    public bool IsOptional { get; set; }
}
