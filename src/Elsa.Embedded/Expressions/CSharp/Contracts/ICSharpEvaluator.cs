using Elsa.Expressions.Models;
using Microsoft.CodeAnalysis.Scripting;

namespace Elsa.Expressions.CSharp.Contracts;

/// <summary>Runs scripts in C#.</summary>
public interface ICSharpEvaluator
{
    /// <summary>Compiles the script, unless it is known, and runs it; the value is converted to the wanted type.</summary>
    Task<object?> EvaluateAsync(
        string expression,
        Type returnType,
        ExpressionExecutionContext context,
        ExpressionEvaluatorOptions options,
        Func<ScriptOptions, ScriptOptions>? configureScriptOptions = null,
        Func<Script<object>, Script<object>>? configureScript = null,
        CancellationToken cancellationToken = default);
}
