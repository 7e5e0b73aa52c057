namespace Elsa.Expressions.Models;

/// <summary>Names and values that an evaluation gets besides its scope.</summary>
public class ExpressionEvaluatorOptions
{
    /// <summary>No arguments.</summary>
    public static readonly ExpressionEvaluatorOptions Empty = new();

    /// <summary>The arguments by name.</summary>
    public IDictionary<string, object> Arguments { get; set; } = new Dictionary<string, object>();
}
