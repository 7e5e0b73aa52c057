using Elsa.Expressions.JavaScript.TypeDefinitions.Models;

namespace Elsa.Expressions.JavaScript.TypeDefinitions.Contracts;

/// <summary>Tells editors of types that scripts see.</summary>
public interface ITypeDefinitionProvider
{
    /// <summary>The types.</summary>
    ValueTask<IEnumerable<TypeDefinition>> GetTypeDefinitionsAsync(TypeDefinitionContext context);
}
