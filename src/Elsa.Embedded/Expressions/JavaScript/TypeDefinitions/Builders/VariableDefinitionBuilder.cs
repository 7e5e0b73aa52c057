using Elsa.Expressions.JavaScript.TypeDefinitions.Models;

namespace Elsa.Expressions.JavaScript.TypeDefinitions.Builders;

/// <summary>Builds the declaration of a global.</summary>
public class VariableDefinitionBuilder
{
    private readonly VariableDefinition _definition = new();

    /// <summary>Sets the name.</summary>
    public VariableDefinitionBuilder Name(string name)
    {
        _definition.Name = name;
        return this;
    }

    /// <summary>Sets the type.</summary>
    public VariableDefinitionBuilder Type(string type)
    {
        _definition.Type = type;
        return this;
    }

    /// <summary>The declaration.</summary>
    public VariableDefinition Build() => _definition;
}
