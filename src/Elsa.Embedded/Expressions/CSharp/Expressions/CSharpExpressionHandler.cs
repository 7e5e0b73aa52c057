using Elsa.Expressions.Contracts;
using Elsa.Expressions.CSharp.Contracts;
using Elsa.Expressions.CSharp.Extensions;
using Elsa.Expressions.Models;

namespace Elsa.Expressions.CSharp.Expressions;

/// <summary>Evaluates expressions that are written in C#.</summary>
public class CSharpExpressionHandler : IExpressionHandler
{
    private readonly ICSharpEvaluator _evaluator;

    /// <summary>Creates the handler.</summary>
    public CSharpExpressionHandler(ICSharpEvaluator cSharpEvaluator) => _evaluator = cSharpEvaluator;

    /// <inheritdoc />
    public async ValueTask<object?> EvaluateAsync(Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions options)
    {
        try
        {
            return await _evaluator.EvaluateAsync(expression.Value?.ToString() ?? "", returnType, context, options, context.CancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException && e.Data["line"] is int line)
        {
            throw new InvalidOperationException($"{e.Message} (line {line})", e);
        }
    }
}
