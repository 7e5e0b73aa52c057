using Elsa.Expressions.JavaScript.Engine;
using Elsa.Expressions.JavaScript.TypeDefinitions.Abstractions;
using Elsa.Expressions.JavaScript.TypeDefinitions.Models;

namespace Elsa.Expressions.JavaScript.TypeDefinitions.Providers;

/// <summary>Elsa's own functions.</summary>
internal sealed class CommonFunctionDefinitions : FunctionDefinitionProvider
{
    protected override IEnumerable<FunctionDefinition> GetFunctionDefinitions(TypeDefinitionContext context) =>
        ScriptFunctions.All.Select(x => new FunctionDefinition(x.Name, x.ReturnType, x.Parameters.Select(Describe)));

    private static ParameterDefinition Describe(string parameter)
    {
        var (name, type) = parameter.Split(": ") is [var first, var second] ? (first, second) : (parameter, "any");
        return new ParameterDefinition(name.TrimEnd('?'), type, name.EndsWith('?'));
    }
}
