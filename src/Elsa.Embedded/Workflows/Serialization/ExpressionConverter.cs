using System.Text.Json;
using System.Text.Json.Serialization;
using Elsa.Expressions.Contracts;
using Elsa.Expressions.Models;

namespace Elsa.Workflows.Serialization;

/// <summary>Reads an expression the way its syntax wants it. A syntax that is not known here is kept as it is; only its evaluation fails.</summary>
internal sealed class ExpressionConverter(IExpressionDescriptorRegistry registry) : JsonConverter<Expression>
{
    private static readonly ExpressionDescriptor Unknown = new();

    public override Expression Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var json = JsonElement.ParseValue(ref reader);
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
            throw new JsonException("An expression is an object with a type and a value.");

        var name = type.GetString()!;
        var descriptor = registry.Find(name) ?? Unknown;
        var expression = descriptor.Deserialize(new ExpressionSerializationContext(name, json, options, typeof(MemoryBlockReference)));
        if (json.TryGetProperty("value", out var value))
            expression.Origin ??= value.Clone();
        return expression;
    }

    public override void Write(Utf8JsonWriter writer, Expression value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("type", value.Type);
        if (value.Origin is { } origin)
        {
            writer.WritePropertyName("value");
            origin.WriteTo(writer);
        }
        else if (value.Value is not null and not Delegate && registry.Find(value.Type)?.IsSerializable != false)
        {
            writer.WritePropertyName("value");
            JsonSerializer.Serialize(writer, value.Value, value.Value.GetType(), options);
        }

        writer.WriteEndObject();
    }
}
