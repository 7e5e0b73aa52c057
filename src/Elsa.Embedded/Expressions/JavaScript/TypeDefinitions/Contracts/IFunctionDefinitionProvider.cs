using Elsa.Expressions.JavaScript.TypeDefinitions.Models;

namespace Elsa.Expressions.JavaScript.TypeDefinitions.Contracts;

/// <summary>Tells editors of functions that scripts may call.</summary>
public interface IFunctionDefinitionProvider
{
    /// <summary>The functions.</summary>
    ValueTask<IEnumerable<FunctionDefinition>> GetFunctionDefinitionsAsync(TypeDefinitionContext context);
}
