using Jurassic;
using Jurassic.Compiler;

namespace Elsa.Expressions.JavaScript.Engine;

/// <summary>A script, compiled once for all realms.</summary>
/// <param name="Code">Evaluates to a function without parameters.</param>
/// <param name="Names">All names that appear in the script.</param>
/// <param name="MayChangeBuiltIns">Whether a realm must not be used again after the script.</param>
internal sealed record CompiledScript(CompiledEval Code, IReadOnlySet<string> Names, bool MayChangeBuiltIns)
{
    public static CompiledScript Compile(string text, ScriptLimits limits)
    {
        if (text.Length > limits.ScriptLength)
            throw new ScriptException($"The script has {text.Length} characters; {limits.ScriptLength} are allowed.", 0);

        var lowered = ScriptLowering.Lower(text);
        try
        {
            var code = CompiledEval.Compile(new StringScriptSource(lowered.Text), new CompilerOptions());
            return new CompiledScript(code, lowered.Names, lowered.MayChangeBuiltIns);
        }
        catch (SyntaxErrorException e)
        {
            throw new ScriptException($"The script uses syntax that the JavaScript of this engine does not have: {e.Message}", e.LineNumber, e);
        }
    }
}
