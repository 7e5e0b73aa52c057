using Elsa.Expressions.JavaScript.TypeDefinitions.Models;

namespace Elsa.Expressions.JavaScript.TypeDefinitions.Builders;

/// <summary>Builds the declaration of a function.</summary>
public class FunctionDefinitionBuilder
{
    private readonly FunctionDefinition _definition = new();

    /// <summary>Sets the name.</summary>
    public FunctionDefinitionBuilder Name(string name)
    {
        _definition.Name = name;
        return this;
    }

    /// <summary>Sets the type of the value.</summary>
    public FunctionDefinitionBuilder ReturnType(string? type)
    {
        _definition.ReturnType = type;
        return this;
    }

    /// <summary>Adds a parameter.</summary>
    public FunctionDefinitionBuilder Parameter(string name, string? type, bool isOptional = false)
    {
        _definition.Parameters.Add(new ParameterDefinition(name, type, isOptional));
        return this;
    }

    /// <summary>The declaration.</summary>
    public FunctionDefinition BuildFunctionDefinition() => _definition;
}
