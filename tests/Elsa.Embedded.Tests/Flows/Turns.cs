using Elsa.Expressions.Contracts;
using Elsa.Expressions.Helpers;
using Elsa.Expressions.Models;
using Elsa.Extensions;

namespace Elsa.Embedded.Tests.Flows;

/// <summary>A syntax for loops that end: "x" holds as long as the variable x can be counted down.</summary>
internal sealed class Turns : IExpressionDescriptorProvider, IExpressionHandler
{
    public IEnumerable<ExpressionDescriptor> GetDescriptors() => [new() { Type = "Turns", DisplayName = "Turns", HandlerFactory = _ => this }];

    public ValueTask<object?> EvaluateAsync(Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions options)
    {
        var name = (string)expression.Value!;
        var left = context.GetVariable<int>(name);
        context.SetVariable(name, left - 1);
        return new((left > 0).ConvertTo(returnType));
    }
}
