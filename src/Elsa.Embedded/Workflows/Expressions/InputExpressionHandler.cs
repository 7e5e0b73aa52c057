using Elsa.Expressions.Contracts;
using Elsa.Expressions.Helpers;
using Elsa.Expressions.Models;
using Elsa.Extensions;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Expressions;

/// <summary>Reads an input of the workflow.</summary>
public class InputExpressionHandler : IExpressionHandler
{
    /// <inheritdoc />
    public ValueTask<object?> EvaluateAsync(Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions options)
    {
        var name = (expression.Value as InputDefinition)?.Name ?? expression.Value as string;
        if (string.IsNullOrEmpty(name))
            throw new InvalidOperationException("The expression names no input of the workflow.");
        return new(context.GetInput(name).ConvertTo(returnType));
    }
}
