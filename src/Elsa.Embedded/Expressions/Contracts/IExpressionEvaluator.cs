using Elsa.Expressions.Models;

namespace Elsa.Expressions.Contracts;

/// <summary>Evaluates expressions of any known syntax.</summary>
public interface IExpressionEvaluator
{
    /// <summary>Evaluates and converts; throws if the syntax is unknown.</summary>
    ValueTask<T?> EvaluateAsync<T>(Expression expression, ExpressionExecutionContext context, ExpressionEvaluatorOptions? options = null);

    /// <summary>Evaluates; throws if the syntax is unknown.</summary>
    ValueTask<object?> EvaluateAsync(Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions? options = null);
}
