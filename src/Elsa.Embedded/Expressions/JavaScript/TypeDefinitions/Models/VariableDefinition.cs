namespace Elsa.Expressions.JavaScript.TypeDefinitions.Models;

/// <summary>The declaration of a global.</summary>
public class VariableDefinition
{
    /// <summary>Creates an empty declaration.</summary>
    public VariableDefinition()
    {
    }

    /// <summary>Creates a declaration.</summary>
    public VariableDefinition(string name, string type)
    {
        Name = name;
        Type = type;
    }

    /// <summary>The name.</summary>
    public string Name { get; set; } = default!;

    /// <summary>The type.</summary>
    public string Type { get; set; } = default!;
}
