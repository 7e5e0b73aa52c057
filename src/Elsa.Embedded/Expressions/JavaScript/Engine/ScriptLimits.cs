namespace Elsa.Expressions.JavaScript.Engine;

/// <summary>How much one evaluation may take; configured in the section <c>JavaScript</c>.</summary>
/// <param name="TimeLimit">How long a script may run, at most.</param>
/// <param name="RecursionDepth">How many calls may be open at once.</param>
/// <param name="AllocatedBytes">How much memory a script may take while it runs, freed or not.</param>
/// <param name="ScriptLength">How many characters a script may have.</param>
/// <param name="NestingDepth">How deep values that go in or come out may be nested.</param>
internal sealed record ScriptLimits(TimeSpan TimeLimit, int RecursionDepth, long AllocatedBytes, int ScriptLength, int NestingDepth)
{
    public ScriptLimits() : this(TimeSpan.FromSeconds(10), 400, 512L << 20, 1 << 20, 100)
    {
    }
}
