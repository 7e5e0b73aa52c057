using System.Text.Json;
using System.Text.Json.Serialization;
using Elsa.Expressions.Models;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Serialization;

/// <summary>Reads and writes inputs of any type.</summary>
internal sealed class InputConverterFactory(TypeAliases aliases) : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Input<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(InputConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()), aliases)!;
}

/// <summary>Reads and writes inputs of one type: type name, expression, and the cell if the definition named one.</summary>
internal sealed class InputConverter<T>(TypeAliases aliases) : JsonConverter<Input<T>>
{
    public override Input<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var json = ArgumentJson.ReadObject(ref reader, "An input");
        var reference = ArgumentJson.ReadReference(json, out var isDefined);
        var hasExpression = json.TryGetProperty("expression", out var expression) && expression.ValueKind != JsonValueKind.Null;
        var input = hasExpression ? new Input<T>(expression.Deserialize<Expression>(options)!, reference) : new Input<T>(reference);
        ArgumentJson.ReadRest(input, json, isDefined);
        return input;
    }

    public override void Write(Utf8JsonWriter writer, Input<T> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("typeName", aliases.NameOfArgument(typeof(T), value.TypeNameInDefinition));
        if (value.Expression is { } expression)
        {
            writer.WritePropertyName("expression");
            JsonSerializer.Serialize(writer, expression, options);
        }

        if (value.HasDefinedReference || value.Expression is null)
            ArgumentJson.WriteReference(writer, value.MemoryBlockReference());
        ArgumentJson.WriteUnknown(writer, value);
        writer.WriteEndObject();
    }
}
