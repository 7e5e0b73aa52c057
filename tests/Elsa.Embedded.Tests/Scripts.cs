using Elsa.Expressions.Contracts;
using Elsa.Expressions.Helpers;
using Elsa.Expressions.Models;
using Elsa.Extensions;

namespace Elsa.Embedded.Tests;

/// <summary>Stands in for Liquid, which is not here: the scripts of the test data, each as code.</summary>
internal sealed class Scripts : IExpressionDescriptorProvider, IExpressionHandler
{
    private static readonly Dictionary<string, Func<ExpressionExecutionContext, object?>> Known = new(StringComparer.Ordinal)
    {
        ["liquid {{ Input.Name }} {{ Variables.Foo | upcase }} {{ CorrelationId }}"] = x => $"liquid {x.GetInput<string>("Name")} {x.GetVariable<string>("Foo")?.ToUpperInvariant()} ",
        ["small {{ Variables.Total }}"] = x => $"small {x.GetVariable<int>("Total")}",
    };

    public IEnumerable<ExpressionDescriptor> GetDescriptors() => [new ExpressionDescriptor { Type = "Liquid", DisplayName = "Liquid", HandlerFactory = _ => this }];

    public ValueTask<object?> EvaluateAsync(Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions options) =>
        new(Known[(string)expression.Value!](context).ConvertTo(returnType));
}
