using Elsa.Expressions.JavaScript.Contracts;
using Elsa.Expressions.JavaScript.Engine;
using Elsa.Expressions.JavaScript.Extensions;
using Elsa.Expressions.JavaScript.Options;
using Elsa.Expressions.JavaScript.TypeDefinitions.Contracts;
using Elsa.Expressions.JavaScript.TypeDefinitions.Models;
using Elsa.Workflows;
using Elsa.Workflows.Memory;
using Microsoft.Extensions.Options;

namespace Elsa.Expressions.JavaScript.TypeDefinitions.Providers;

/// <summary>What depends on the workflow: the accessors of its variables, inputs and outputs, and the object <c>variables</c>.</summary>
internal sealed class WorkflowDefinitions(ITypeAliasRegistry aliases, IActivityRegistry activities, IOptions<JintOptions> options)
    : IFunctionDefinitionProvider, ITypeDefinitionProvider, IVariableDefinitionProvider
{
    private const string VariablesType = "WorkflowVariables";

    public ValueTask<IEnumerable<FunctionDefinition>> GetFunctionDefinitionsAsync(TypeDefinitionContext context) => new(options.Value.DisableWrappers ? [] : Accessors(context).ToList());

    public ValueTask<IEnumerable<TypeDefinition>> GetTypeDefinitionsAsync(TypeDefinitionContext context)
    {
        if (options.Value.DisableVariableCopying)
            return new([]);
        var properties = Variables(context).Select(x => new PropertyDefinition { Name = x.Name, Type = NameOf(x.ValueType) });
        return new([new TypeDefinition { Name = VariablesType, Properties = properties.ToList() }]);
    }

    public ValueTask<IEnumerable<VariableDefinition>> GetVariableDefinitionsAsync(TypeDefinitionContext context) =>
        new(options.Value.DisableVariableCopying ? [] : [new VariableDefinition("variables", VariablesType)]);

    private IEnumerable<FunctionDefinition> Accessors(TypeDefinitionContext context)
    {
        foreach (var variable in Variables(context))
        {
            var (name, type) = (ScriptNames.Pascal(variable.Name), NameOf(variable.ValueType));
            yield return new FunctionDefinition("get" + name, type, []);
            yield return new FunctionDefinition("set" + name, [new ParameterDefinition("value", type)]);
        }

        foreach (var input in context.WorkflowGraph.Workflow.Inputs.Where(x => x.Name.IsValidVariableName()))
            yield return new FunctionDefinition("get" + ScriptNames.Pascal(input.Name), NameOf(input.Type), []);

        foreach (var activity in context.WorkflowGraph.Nodes.Select(x => x.Activity).Where(x => x is not Workflows.Activities.Workflow && (x.Name ?? x.Id).IsValidVariableName()))
        {
            foreach (var output in activities.Find(activity.Type, activity.Version)?.Outputs ?? [])
                yield return new FunctionDefinition($"get{output.Name}From{ScriptNames.Pascal(activity.Name ?? activity.Id)}", NameOf(output.Type), []);
        }
    }

    private static IEnumerable<Variable> Variables(TypeDefinitionContext context) => context.WorkflowGraph.Nodes
        .Select(x => x.Activity)
        .OfType<IVariableContainer>()
        .SelectMany(x => x.Variables)
        .Where(x => x.Name.IsValidVariableName())
        .DistinctBy(x => x.Name, StringComparer.Ordinal);

    private string NameOf(Type type) => aliases.GetAliasOrDefault(type);
}
