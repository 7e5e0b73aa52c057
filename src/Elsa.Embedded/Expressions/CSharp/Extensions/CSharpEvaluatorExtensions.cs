using Elsa.Expressions.CSharp.Contracts;
using Elsa.Expressions.Models;

namespace Elsa.Expressions.CSharp.Extensions;

/// <summary>Shorter ways to run a script.</summary>
public static class CSharpEvaluatorExtensions
{
    /// <summary>Runs a script as it is.</summary>
    public static Task<object?> EvaluateAsync(
        this ICSharpEvaluator evaluator,
        string expression,
        Type returnType,
        ExpressionExecutionContext context,
        ExpressionEvaluatorOptions options,
        CancellationToken cancellationToken = default) =>
        evaluator.EvaluateAsync(expression, returnType, context, options, null, null, cancellationToken);
}
