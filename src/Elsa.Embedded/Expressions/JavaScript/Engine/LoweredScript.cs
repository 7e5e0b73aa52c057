namespace Elsa.Expressions.JavaScript.Engine;

/// <summary>A script in the syntax that the engine knows.</summary>
/// <param name="Text">One function expression, with the lines of the original.</param>
/// <param name="Names">All names that appear in the script: those of Elsa's that are not among them need not be made.</param>
/// <param name="MayChangeBuiltIns">Whether the script might have changed what the language itself offers, so that its realm must not be used again.</param>
internal sealed record LoweredScript(string Text, IReadOnlySet<string> Names, bool MayChangeBuiltIns);
