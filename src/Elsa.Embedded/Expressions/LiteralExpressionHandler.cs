using Elsa.Expressions.Contracts;
using Elsa.Expressions.Helpers;
using Elsa.Expressions.Models;

namespace Elsa.Expressions;

/// <summary>A literal is its own value, converted to the wanted type.</summary>
public class LiteralExpressionHandler : IExpressionHandler
{
    internal static readonly LiteralExpressionHandler Instance = new();

    internal LiteralExpressionHandler()
    {
    }

    /// <inheritdoc />
    public ValueTask<object?> EvaluateAsync(Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions options) =>
        new(expression.Value.ConvertTo(returnType));
}
