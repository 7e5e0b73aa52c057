using Elsa.Expressions.Models;

namespace Elsa.Expressions.Contracts;

/// <summary>Evaluates expressions of one syntax.</summary>
public interface IExpressionHandler
{
    /// <summary>Evaluates the expression to a value of the wanted type.</summary>
    ValueTask<object?> EvaluateAsync(Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions options);
}
