using System.Text.Json.Serialization;
using Elsa.Expressions.Models;
using Elsa.Workflows.Memory;

namespace Elsa.Workflows.Models;

/// <summary>A value that an activity needs, and the expression that yields it.</summary>
public abstract class Input : Argument
{
    /// <summary>Creates an input that reads a cell.</summary>
    protected Input(MemoryBlockReference memoryBlockReference, Type type) : base(memoryBlockReference) => Type = type;

    /// <summary>Creates an input from an expression.</summary>
    protected Input(Expression? expression, MemoryBlockReference memoryBlockReference, Type type) : this(memoryBlockReference, type) => Expression = expression;

    /// <summary>The expression; null if the input reads a cell.</summary>
    public Expression? Expression { get; }

    /// <summary>The type of the value.</summary>
    [JsonPropertyName("typeName")]
    public Type Type { get; set; }
}

/// <summary>A value of one type that an activity needs.</summary>
public class Input<T> : Input
{
    /// <summary>Reads a cell.</summary>
    public Input(MemoryBlockReference memoryBlockReference) : base(memoryBlockReference, typeof(T))
    {
    }

    /// <summary>Is a constant.</summary>
    public Input(T? literal, string? id = null) : this(Expression.LiteralExpression(literal), NewReference(id))
    {
    }

    /// <summary>Calls code.</summary>
    public Input(Func<T?> @delegate, string? id = null) : this(Expression.DelegateExpression(@delegate), NewReference(id))
    {
    }

    /// <summary>Calls code.</summary>
    public Input(Func<ExpressionExecutionContext, ValueTask<T?>> @delegate, string? id = null) : this(Expression.DelegateExpression(@delegate), NewReference(id))
    {
    }

    /// <summary>Calls code.</summary>
    public Input(Func<ValueTask<T?>> @delegate, string? id = null) : this(Expression.DelegateExpression(@delegate), NewReference(id))
    {
    }

    /// <summary>Calls code.</summary>
    public Input(Func<ExpressionExecutionContext, T?> @delegate, string? id = null) : this(Expression.DelegateExpression(@delegate), NewReference(id))
    {
    }

    /// <summary>Reads a variable.</summary>
    public Input(Variable variable) : this(new Expression("Variable", variable))
    {
    }

    /// <summary>Reads what another activity put out.</summary>
    public Input(Output output) : this(new Expression("Output", output))
    {
    }

    /// <summary>Is a constant.</summary>
    public Input(Literal<T?> literal) : this((Literal)literal)
    {
    }

    /// <summary>Is a constant.</summary>
    public Input(Literal literal) : this(Expression.LiteralExpression(literal.Value), NewReference(literal.Id))
    {
    }

    /// <summary>Is a constant written as JSON.</summary>
    public Input(ObjectLiteral<T?> literal) : this((ObjectLiteral)literal)
    {
    }

    /// <summary>Is a constant written as JSON.</summary>
    public Input(ObjectLiteral literal) : this(new Expression("Object", literal.Value), NewReference(literal.Id))
    {
    }

    /// <summary>Evaluates an expression into a cell.</summary>
    public Input(Expression expression, MemoryBlockReference memoryBlockReference) : base(expression, memoryBlockReference, typeof(T))
    {
    }

    /// <summary>Evaluates an expression.</summary>
    public Input(Expression expression) : this(expression, new MemoryBlockReference())
    {
    }

    private static MemoryBlockReference NewReference(string? id) => id is null ? new MemoryBlockReference() : new MemoryBlockReference(id);
}
