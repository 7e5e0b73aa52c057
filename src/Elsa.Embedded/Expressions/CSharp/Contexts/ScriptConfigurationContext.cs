using Elsa.Expressions.Models;
using Microsoft.CodeAnalysis.Scripting;

namespace Elsa.Expressions.CSharp.Contexts;

/// <summary>A script before it is compiled.</summary>
/// <param name="Script">The script.</param>
/// <param name="ExpressionExecutionContext">The scope in which it runs.</param>
public record ScriptConfigurationContext(Script Script, ExpressionExecutionContext ExpressionExecutionContext);
