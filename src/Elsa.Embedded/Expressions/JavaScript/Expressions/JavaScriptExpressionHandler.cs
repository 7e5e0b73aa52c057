using Elsa.Expressions.Contracts;
using Elsa.Expressions.JavaScript.Contracts;
using Elsa.Expressions.JavaScript.Engine;
using Elsa.Expressions.Models;

namespace Elsa.Expressions.JavaScript.Expressions;

/// <summary>Evaluates expressions that are written in JavaScript.</summary>
internal sealed class JavaScriptExpressionHandler(IJavaScriptEvaluator evaluator) : IExpressionHandler
{
    public ValueTask<object?> EvaluateAsync(Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions options)
    {
        var script = expression.Value switch
        {
            null => "",
            string text => text,
            var other => other.ToString() ?? "",
        };
        try
        {
            return new(evaluator.Evaluate(script, returnType, context, options, cancellationToken: context.CancellationToken).Value);
        }
        catch (ScriptException e) when (e.Line > 0)
        {
            throw new ScriptException($"{e.Message} (line {e.Line})", e.Line, e);
        }
    }
}
