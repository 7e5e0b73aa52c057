namespace Elsa.Expressions.JavaScript.Engine;

/// <summary>A function that every script may call, and its declaration for editors.</summary>
/// <param name="Name">The name.</param>
/// <param name="ReturnType">The type of the value as editors show it; null for none.</param>
/// <param name="Parameters">The parameters as <c>name: type</c>, with <c>?</c> after the name of an optional one.</param>
/// <param name="Code">What it does.</param>
internal sealed record ScriptFunction(string Name, string? ReturnType, string[] Parameters, Func<ScriptRun, object?[], object?> Code);
