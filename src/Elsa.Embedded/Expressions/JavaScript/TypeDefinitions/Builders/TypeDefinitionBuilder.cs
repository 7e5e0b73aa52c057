using Elsa.Expressions.JavaScript.TypeDefinitions.Models;

namespace Elsa.Expressions.JavaScript.TypeDefinitions.Builders;

/// <summary>Builds the declaration of a type.</summary>
public class TypeDefinitionBuilder
{
    private readonly TypeDefinition _definition = new();

    /// <summary>Sets what kind of type it is.</summary>
    public TypeDefinitionBuilder DeclarationKeyword(string keyword)
    {
        _definition.DeclarationKeyword = keyword;
        return this;
    }

    /// <summary>Sets the name.</summary>
    public TypeDefinitionBuilder Name(string name)
    {
        _definition.Name = name;
        return this;
    }

    /// <summary>The declaration.</summary>
    public TypeDefinition BuildTypeDefinition() => _definition;
}
