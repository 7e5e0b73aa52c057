using Elsa.Expressions.Contracts;
using Elsa.Expressions.Helpers;
using Elsa.Expressions.Models;
using Elsa.Extensions;

namespace Elsa.Embedded.Tests;

/// <summary>Stands in for the languages that this slice does not have: the scripts of the test data, each as code.</summary>
internal sealed class Scripts : IExpressionDescriptorProvider, IExpressionHandler
{
    private static readonly Dictionary<string, Func<ExpressionExecutionContext, object?>> Known = new(StringComparer.Ordinal)
    {
        ["getInput(\"Amount\") * 2"] = x => x.GetInput<int>("Amount") * 2,
        ["getTotal() > 10"] = x => x.GetVariable<int>("Total") > 10,
        ["getTotal()"] = x => x.GetVariable<int>("Total"),
        ["`big ${getTotal()}`"] = x => $"big {x.GetVariable<int>("Total")}",
        ["small {{ Variables.Total }}"] = x => $"small {x.GetVariable<int>("Total")}",
        ["getInput(\"N\") < 10"] = x => x.GetInput<int>("N") < 10,
        ["getInput(\"N\") % 2 == 0"] = x => x.GetInput<int>("N") % 2 == 0,
        ["getCounter() == 0"] = x => x.GetVariable<int>("Counter") == 0,
        ["getCounter() == 1"] = x => x.GetVariable<int>("Counter") == 1,
        ["getCounter() == 2"] = x => x.GetVariable<int>("Counter") == 2,
        ["getCounter() < 2"] = x => x.GetVariable<int>("Counter") < 2,
        ["getCounter()+1"] = x => x.GetVariable<int>("Counter") + 1,
        ["`counter ${getCounter()}`"] = x => $"counter {x.GetVariable<int>("Counter")}",
        ["`item ${getVariable(\"CurrentValue\")}`"] = x => $"item {x.GetVariable<string>("CurrentValue")}",
        ["`i=${getVariable(\"CurrentValue\")}`"] = x => $"i={x.GetVariable<int>("CurrentValue")}",
    };

    public IEnumerable<ExpressionDescriptor> GetDescriptors() =>
        new[] { "JavaScript", "Liquid" }.Select(x => new ExpressionDescriptor { Type = x, DisplayName = x, HandlerFactory = _ => this });

    public ValueTask<object?> EvaluateAsync(Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions options)
    {
        var script = (string)expression.Value!;
        var code = Known.TryGetValue(script, out var known) ? known : throw new InvalidOperationException($"{script.Split('.')[0]} is not defined");
        return new(code(context).ConvertTo(returnType));
    }
}
