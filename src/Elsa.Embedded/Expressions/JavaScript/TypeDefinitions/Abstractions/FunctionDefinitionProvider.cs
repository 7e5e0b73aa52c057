using Elsa.Expressions.JavaScript.TypeDefinitions.Builders;
using Elsa.Expressions.JavaScript.TypeDefinitions.Contracts;
using Elsa.Expressions.JavaScript.TypeDefinitions.Models;

namespace Elsa.Expressions.JavaScript.TypeDefinitions.Abstractions;

/// <summary>Base of providers that override one of two methods, whichever suits them.</summary>
public abstract class FunctionDefinitionProvider : IFunctionDefinitionProvider
{
    /// <summary>The declarations.</summary>
    protected virtual ValueTask<IEnumerable<FunctionDefinition>> GetFunctionDefinitionsAsync(TypeDefinitionContext context) => new(GetFunctionDefinitions(context));

    /// <summary>The declarations.</summary>
    protected virtual IEnumerable<FunctionDefinition> GetFunctionDefinitions(TypeDefinitionContext context) => [];

    /// <summary>Builds one declaration.</summary>
    protected FunctionDefinition CreateFunctionDefinition(Action<FunctionDefinitionBuilder> setup)
    {
        var builder = new FunctionDefinitionBuilder();
        setup(builder);
        return builder.BuildFunctionDefinition();
    }

    ValueTask<IEnumerable<FunctionDefinition>> IFunctionDefinitionProvider.GetFunctionDefinitionsAsync(TypeDefinitionContext context) => GetFunctionDefinitionsAsync(context);
}
