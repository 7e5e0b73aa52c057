using Elsa.Expressions.Contracts;
using Elsa.Expressions.Helpers;
using Elsa.Expressions.Models;
using Elsa.Workflows.Memory;

namespace Elsa.Workflows.Expressions;

/// <summary>Reads a variable.</summary>
public class VariableExpressionHandler : IExpressionHandler
{
    /// <inheritdoc />
    public ValueTask<object?> EvaluateAsync(Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions options)
    {
        if (expression.Value is not Variable variable)
            throw new InvalidOperationException("The expression names no variable.");
        if (!context.TryGet(variable, out var value))
            throw new InvalidOperationException($"There is no variable '{variable.Name}' (id '{variable.Id}') in scope.");
        return new(value.ConvertTo(returnType));
    }
}
