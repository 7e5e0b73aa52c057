using Elsa.Expressions.Models;

namespace Elsa.Expressions.JavaScript.Models;

/// <summary>Makes expressions that are written in JavaScript.</summary>
public class JavaScriptExpression
{
    /// <summary>An expression of the text.</summary>
    public static Expression Create(string value) => new("JavaScript", value);
}
