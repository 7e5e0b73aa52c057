using System.Text.Json;
using System.Text.Json.Serialization;

namespace Elsa.Resilience.Serialization;

/// <summary>Reads <c>"true"</c> as well as <c>true</c>: a configuration has only text. The recorded server fails there.</summary>
internal sealed class TextualBooleanConverter : JsonConverter<bool>
{
    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.String when bool.TryParse(reader.GetString(), out var value) => value,
        _ => throw new JsonException("The value must be true or false."),
    };

    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
}
