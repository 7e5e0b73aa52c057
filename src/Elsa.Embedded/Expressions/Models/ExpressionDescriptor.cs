using System.Text.Json;
using Elsa.Expressions.Contracts;

namespace Elsa.Expressions.Models;

/// <summary>Describes a syntax of expressions: how it is shown, read and evaluated.</summary>
public class ExpressionDescriptor
{
    /// <summary>Creates a descriptor that reads a JSON primitive, or keeps the JSON as it is.</summary>
    public ExpressionDescriptor() => Deserialize = ReadPlainValue;

    /// <summary>The name of the syntax.</summary>
    public string Type { get; init; } = default!;

    /// <summary>The name that people see.</summary>
    public string DisplayName { get; set; } = default!;

    /// <summary>Hints for the editor, such as MonacoLanguage.</summary>
    public IDictionary<string, object> Properties { get; set; } = new Dictionary<string, object>();

    /// <summary>Whether an expression of this syntax can be written to JSON.</summary>
    public bool IsSerializable { get; set; } = true;

    /// <summary>Whether the editor offers the syntax.</summary>
    public bool IsBrowsable { get; set; } = true;

    /// <summary>Finds the evaluator.</summary>
    public Func<IServiceProvider, IExpressionHandler> HandlerFactory { get; set; } = default!;

    /// <summary>Creates the cell that receives a value of this syntax.</summary>
    public Func<MemoryBlockReference> MemoryBlockReferenceFactory { get; set; } = () => new MemoryBlockReference();

    /// <summary>Reads an expression from JSON.</summary>
    public Func<ExpressionSerializationContext, Expression> Deserialize { get; set; }

    private static Expression ReadPlainValue(ExpressionSerializationContext context)
    {
        var element = context.JsonElement;
        object? value = null;
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("value", out var json))
            value = Helpers.JsonValue.Read(json);
        return new Expression(context.ExpressionType, value);
    }
}

/// <summary>What is at hand when an expression is read from JSON.</summary>
/// <param name="ExpressionType">The name of the syntax.</param>
/// <param name="JsonElement">The whole expression: its type and its value.</param>
/// <param name="Options">The options of the reader.</param>
/// <param name="MemoryBlockType">The type of the cell that will receive the value.</param>
public record ExpressionSerializationContext(string ExpressionType, JsonElement JsonElement, JsonSerializerOptions Options, Type MemoryBlockType);
