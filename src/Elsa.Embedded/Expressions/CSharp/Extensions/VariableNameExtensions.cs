using Microsoft.CodeAnalysis.CSharp;

namespace Elsa.Expressions.CSharp.Extensions;

/// <summary>Sorts names by whether a script can write them as they are.</summary>
public static class VariableNameExtensions
{
    /// <summary>The names that a script can write.</summary>
    public static IEnumerable<string> FilterInvalidVariableNames(this IEnumerable<string> names) => names.Where(IsValidVariableName);

    /// <summary>Whether a script can write the name.</summary>
    public static bool IsValidVariableName(this string name) => SyntaxFacts.IsValidIdentifier(name) && SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None;

    /// <summary>Whether a script cannot write the name.</summary>
    public static bool IsInvalidVariableName(this string name) => !name.IsValidVariableName();
}
