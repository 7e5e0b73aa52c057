using System.Text.Json;
using System.Text.Json.Serialization;

namespace Elsa.Workflows.Serialization;

/// <summary>Writes types by their short names.</summary>
internal sealed class TypeNameConverter(TypeAliases aliases) : JsonConverter<Type>
{
    public override bool CanConvert(Type typeToConvert) => typeof(Type).IsAssignableFrom(typeToConvert);

    public override Type? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var name = reader.GetString();
        return aliases.Find(name) ?? throw new JsonException($"The type name '{name}' is not known here.");
    }

    public override void Write(Utf8JsonWriter writer, Type value, JsonSerializerOptions options) => writer.WriteStringValue(aliases.NameOf(value));
}
