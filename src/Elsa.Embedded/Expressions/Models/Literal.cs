using System.Text.Json;

namespace Elsa.Expressions.Models;

/// <summary>A constant.</summary>
public class Literal : MemoryBlockReference
{
    /// <summary>Creates a constant null.</summary>
    public Literal()
    {
    }

    /// <summary>Creates a constant.</summary>
    public Literal(object? value, string? id = null)
    {
        Value = value;
        Id = id!;
    }

    /// <summary>The constant.</summary>
    public object? Value { get; }

    /// <summary>Creates a constant.</summary>
    public static Literal From<T>(T? value) => new Literal<T>(value);

    /// <inheritdoc />
    public override MemoryBlock Declare() => new(Value);
}

/// <summary>A constant of one type.</summary>
public class Literal<T> : Literal
{
    /// <summary>Creates a constant of the type's default.</summary>
    public Literal()
    {
    }

    /// <summary>Creates a constant.</summary>
    public Literal(T? value, string? id = null) : base(value, id)
    {
    }
}

/// <summary>A constant written as JSON.</summary>
public class ObjectLiteral : MemoryBlockReference
{
    /// <summary>Creates an empty constant.</summary>
    public ObjectLiteral()
    {
    }

    /// <summary>Creates a constant from its JSON.</summary>
    public ObjectLiteral(string? value) => Value = value;

    /// <summary>The JSON.</summary>
    public string? Value { get; }

    /// <summary>Creates a constant from a value.</summary>
    public static ObjectLiteral From<T>(T? value) => new ObjectLiteral<T>(value);
}

/// <summary>A constant of one type, written as JSON.</summary>
public class ObjectLiteral<T> : ObjectLiteral
{
    /// <summary>Creates an empty constant.</summary>
    public ObjectLiteral()
    {
    }

    /// <summary>Creates a constant from a value.</summary>
    public ObjectLiteral(T? value) : base(JsonSerializer.Serialize(value, Helpers.JsonValue.Options))
    {
    }
}
