namespace Elsa.Expressions.JavaScript.TypeDefinitions.Models;

/// <summary>The declaration of a type.</summary>
public sealed class TypeDefinition
{
    /// <summary>What kind of type: class, interface or enum.</summary>
    public string DeclarationKeyword { get; set; } = "class";

    /// <summary>The name.</summary>
    public string Name { get; set; } = default!;

    /// <summary>The properties.</summary>
    public ICollection<PropertyDefinition> Properties { get; set; } = [];

    /// <summary>The methods.</summary>
    public ICollection<FunctionDefinition> Methods { get; set; } = [];
}
