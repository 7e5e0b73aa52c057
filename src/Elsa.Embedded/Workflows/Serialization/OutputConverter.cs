using System.Text.Json;
using System.Text.Json.Serialization;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Serialization;

/// <summary>Reads and writes outputs of any type.</summary>
internal sealed class OutputConverterFactory(TypeAliases aliases) : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeof(Output).IsAssignableFrom(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        var valueType = typeToConvert.IsGenericType ? typeToConvert.GetGenericArguments()[0] : typeof(object);
        return (JsonConverter)Activator.CreateInstance(typeof(OutputConverter<>).MakeGenericType(typeToConvert), aliases, valueType)!;
    }
}

/// <summary>Reads and writes outputs of one type: type name and the cell that receives the value.</summary>
internal sealed class OutputConverter<TOutput>(TypeAliases aliases, Type valueType) : JsonConverter<TOutput> where TOutput : Output, new()
{
    public override TOutput Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var json = ArgumentJson.ReadObject(ref reader, "An output");
        var reference = ArgumentJson.ReadReference(json, out var isDefined);
        var output = new TOutput { MemoryBlockReference = () => reference };
        ArgumentJson.ReadRest(output, json, isDefined);
        return output;
    }

    public override void Write(Utf8JsonWriter writer, TOutput value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("typeName", aliases.NameOfArgument(valueType, value.TypeNameInDefinition));
        ArgumentJson.WriteReference(writer, value.MemoryBlockReference());
        ArgumentJson.WriteUnknown(writer, value);
        writer.WriteEndObject();
    }
}
