using Elsa.Expressions.Contracts;
using Elsa.Expressions.Helpers;
using Elsa.Expressions.Models;
using Elsa.Extensions;
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
        if (context.TryGet(variable, out var value))
            return new(value.ConvertTo(returnType));

        // What loops declare, such as CurrentValue, is made while they run: a definition knows the name alone.
        if (context.GetVariable(variable.Name) is { } declared)
            return new(context.Get(declared).ConvertTo(returnType));
        throw new InvalidOperationException($"There is no variable '{variable.Name}' (id '{variable.Id}') in scope.");
    }
}
