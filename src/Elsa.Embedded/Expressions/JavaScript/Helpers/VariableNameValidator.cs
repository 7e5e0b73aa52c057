namespace Elsa.Expressions.JavaScript.Helpers;

/// <summary>Knows which names a script can write as they are.</summary>
public static class VariableNameValidator
{
    /// <summary>Whether the name is an identifier: a letter, <c>_</c> or <c>$</c>, then letters, digits, <c>_</c> and <c>$</c>.</summary>
    public static bool IsValidVariableName(string name) =>
        !string.IsNullOrEmpty(name) && !char.IsAsciiDigit(name[0]) && name.All(x => char.IsLetterOrDigit(x) || x is '_' or '$');
}
