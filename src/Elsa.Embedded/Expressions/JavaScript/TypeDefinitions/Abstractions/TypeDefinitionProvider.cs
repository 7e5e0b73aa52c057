using Elsa.Expressions.JavaScript.TypeDefinitions.Builders;
using Elsa.Expressions.JavaScript.TypeDefinitions.Contracts;
using Elsa.Expressions.JavaScript.TypeDefinitions.Models;

namespace Elsa.Expressions.JavaScript.TypeDefinitions.Abstractions;

/// <summary>Base of providers that override one of two methods, whichever suits them.</summary>
public abstract class TypeDefinitionProvider : ITypeDefinitionProvider
{
    /// <summary>The declarations.</summary>
    protected virtual ValueTask<IEnumerable<TypeDefinition>> GetTypeDefinitionsAsync(TypeDefinitionContext context) => new(GetTypeDefinitions(context));

    /// <summary>The declarations.</summary>
    protected virtual IEnumerable<TypeDefinition> GetTypeDefinitions(TypeDefinitionContext context) => [];

    /// <summary>Builds one declaration.</summary>
    protected TypeDefinition CreateTypeDefinition(Action<TypeDefinitionBuilder> setup)
    {
        var builder = new TypeDefinitionBuilder();
        setup(builder);
        return builder.BuildTypeDefinition();
    }

    ValueTask<IEnumerable<TypeDefinition>> ITypeDefinitionProvider.GetTypeDefinitionsAsync(TypeDefinitionContext context) => GetTypeDefinitionsAsync(context);
}
