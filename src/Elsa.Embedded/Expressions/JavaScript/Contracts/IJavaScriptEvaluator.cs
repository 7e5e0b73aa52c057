using Elsa.Expressions.JavaScript.Engine;
using Elsa.Expressions.Models;

namespace Elsa.Expressions.JavaScript.Contracts;

/// <summary>Runs scripts.</summary>
internal interface IJavaScriptEvaluator
{
    /// <summary>Runs a script on the calling thread; throws <see cref="ScriptException"/> if it cannot be read or fails.</summary>
    ScriptResult Evaluate(
        string expression,
        Type returnType,
        ExpressionExecutionContext context,
        ExpressionEvaluatorOptions? options = null,
        bool maySetOutcomes = false,
        CancellationToken cancellationToken = default);
}
