using Elsa.Expressions.Models;
using Elsa.Mediator.Contracts;
using Microsoft.CodeAnalysis.Scripting;

namespace Elsa.Expressions.CSharp.Notifications;

/// <summary>Sent before a script is looked up or compiled: handlers may add to it.</summary>
/// <param name="Options">What the caller of the evaluation gave.</param>
/// <param name="Script">What runs before the script.</param>
/// <param name="ScriptOptions">The options of the script.</param>
/// <param name="Context">The scope in which it runs.</param>
public record EvaluatingCSharp(ExpressionEvaluatorOptions Options, Script Script, ScriptOptions ScriptOptions, ExpressionExecutionContext Context) : INotification
{
    /// <summary>What runs before the script.</summary>
    public Script Script { get; set; } = Script;

    /// <summary>The options of the script.</summary>
    public ScriptOptions ScriptOptions { get; set; } = ScriptOptions;

    /// <summary>Adds a piece of code that runs before the script.</summary>
    public EvaluatingCSharp AppendScript(string script)
    {
        Script = Script.ContinueWith(script, ScriptOptions);
        return this;
    }

    /// <summary>Changes the options of the script.</summary>
    public EvaluatingCSharp ConfigureScriptOptions(Func<ScriptOptions, ScriptOptions> scriptOptions)
    {
        ScriptOptions = scriptOptions(ScriptOptions);
        Script = Script.WithOptions(ScriptOptions);
        return this;
    }
}
