using Elsa.Expressions.Contracts;
using Elsa.Expressions.Helpers;
using Elsa.Expressions.Models;

namespace Elsa.Expressions;

/// <summary>Calls the code of a delegate expression.</summary>
public class DelegateExpressionHandler : IExpressionHandler
{
    internal static readonly DelegateExpressionHandler Instance = new();

    /// <inheritdoc />
    public async ValueTask<object?> EvaluateAsync(Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions options)
    {
        if (expression.Value is not Func<ExpressionExecutionContext, ValueTask<object?>> code)
            throw new InvalidOperationException("A delegate expression holds no code: it can only be written in C#, never in a definition.");
        return (await code(context)).ConvertTo(returnType);
    }
}
