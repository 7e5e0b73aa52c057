using Elsa.Expressions.JavaScript.TypeDefinitions.Builders;
using Elsa.Expressions.JavaScript.TypeDefinitions.Contracts;
using Elsa.Expressions.JavaScript.TypeDefinitions.Models;

namespace Elsa.Expressions.JavaScript.TypeDefinitions.Abstractions;

/// <summary>Base of providers that override one of two methods, whichever suits them.</summary>
public abstract class VariableDefinitionProvider : IVariableDefinitionProvider
{
    /// <summary>The declarations.</summary>
    protected virtual ValueTask<IEnumerable<VariableDefinition>> GetVariableDefinitionsAsync(TypeDefinitionContext context) => new(GetVariableDefinitions(context));

    /// <summary>The declarations.</summary>
    protected virtual IEnumerable<VariableDefinition> GetVariableDefinitions(TypeDefinitionContext context) => [];

    /// <summary>Builds one declaration.</summary>
    protected VariableDefinition CreateVariableDefinition(Action<VariableDefinitionBuilder> setup)
    {
        var builder = new VariableDefinitionBuilder();
        setup(builder);
        return builder.Build();
    }

    ValueTask<IEnumerable<VariableDefinition>> IVariableDefinitionProvider.GetVariableDefinitionsAsync(TypeDefinitionContext context) => GetVariableDefinitionsAsync(context);
}
