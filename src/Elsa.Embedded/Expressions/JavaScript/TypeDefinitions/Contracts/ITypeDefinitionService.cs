using Elsa.Expressions.JavaScript.TypeDefinitions.Models;

namespace Elsa.Expressions.JavaScript.TypeDefinitions.Contracts;

/// <summary>Makes the declarations with which an editor completes and checks scripts.</summary>
public interface ITypeDefinitionService
{
    /// <summary>The text of a <c>.d.ts</c> file for one workflow.</summary>
    Task<string> GenerateTypeDefinitionsAsync(TypeDefinitionContext context);
}
