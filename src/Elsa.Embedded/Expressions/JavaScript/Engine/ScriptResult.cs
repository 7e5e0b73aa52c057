namespace Elsa.Expressions.JavaScript.Engine;

/// <summary>What a script yielded.</summary>
/// <param name="Value">The value, converted to the type that was wanted.</param>
/// <param name="Outcomes">The outcomes that it set; null if it set none.</param>
internal sealed record ScriptResult(object? Value, string[]? Outcomes);
