using System.Text.Json;
using System.Text.Json.Serialization;

namespace Elsa.Expressions.Models;

/// <summary>How to get a value: the name of a syntax, and what is written in it.</summary>
public class Expression
{
    private object? _value;

    /// <summary>Creates an empty expression.</summary>
    [JsonConstructor]
    public Expression()
    {
    }

    /// <summary>Creates an expression.</summary>
    public Expression(string type, object? value)
    {
        Type = type;
        Value = value;
    }

    /// <summary>The name of the syntax, such as Literal, Variable or JavaScript.</summary>
    public string Type { get; set; } = default!;

    /// <summary>What is written in that syntax.</summary>
    public object? Value
    {
        get => _value;
        set
        {
            _value = value;
            Origin = null;
        }
    }

    // What the value was read from: written back unchanged, so that a round trip loses nothing.
    internal JsonElement? Origin { get; set; }

    /// <summary>An expression that is a value.</summary>
    public static Expression LiteralExpression(object? value) => new("Literal", value);

    /// <summary>An expression that is code.</summary>
    public static Expression DelegateExpression(Func<ExpressionExecutionContext, ValueTask<object?>> value) => new("Delegate", value);

    /// <summary>An expression that is code.</summary>
    public static Expression DelegateExpression<T>(Func<ExpressionExecutionContext, ValueTask<T?>> value) =>
        DelegateExpression(async context => (object?)await value(context));

    /// <summary>An expression that is code.</summary>
    public static Expression DelegateExpression<T>(Func<ValueTask<T?>> value) => DelegateExpression(_ => value());

    /// <summary>An expression that is code.</summary>
    public static Expression DelegateExpression<T>(Func<ExpressionExecutionContext, T?> value) =>
        DelegateExpression(context => new ValueTask<object?>(value(context)));

    /// <summary>An expression that is code.</summary>
    public static Expression DelegateExpression<T>(Func<T?> value) => DelegateExpression(_ => value());
}
