using Elsa.Expressions.Models;
using Microsoft.CodeAnalysis.Scripting;

namespace Elsa.Expressions.CSharp.Contexts;

/// <summary>The options of a script before it is compiled.</summary>
/// <param name="ScriptOptions">The options.</param>
/// <param name="ExpressionExecutionContext">The scope in which the script runs.</param>
public record ScriptOptionsConfigurationContext(ScriptOptions ScriptOptions, ExpressionExecutionContext ExpressionExecutionContext);
