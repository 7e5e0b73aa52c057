using Elsa.Expressions.JavaScript.TypeDefinitions.Models;

namespace Elsa.Expressions.JavaScript.TypeDefinitions.Contracts;

/// <summary>Tells editors of globals that scripts see.</summary>
public interface IVariableDefinitionProvider
{
    /// <summary>The globals.</summary>
    ValueTask<IEnumerable<VariableDefinition>> GetVariableDefinitionsAsync(TypeDefinitionContext context);
}
