using System.Text.Json;
using System.Text.Json.Serialization;

namespace Elsa.Http.Serialization;

/// <summary>Reads headers whose values are texts, numbers, or lists of them; writes lists.</summary>
public class HttpHeadersConverter : JsonConverter<HttpHeaders>
{
    /// <inheritdoc />
    public override HttpHeaders Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var json = document.RootElement;
        if (json.ValueKind != JsonValueKind.Object)
            throw new JsonException($"Headers are an object of names and values, not {json.ValueKind}.");

        var headers = new HttpHeaders();
        foreach (var property in json.EnumerateObject())
        {
            var value = property.Value;
            headers[property.Name] = value.ValueKind switch
            {
                JsonValueKind.Array => value.EnumerateArray().Select(x => Text(property.Name, x)).ToArray(),
                JsonValueKind.Null => [],
                _ => [Text(property.Name, value)],
            };
        }

        return headers;
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, HttpHeaders value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, values) in value)
        {
            writer.WriteStartArray(name);
            foreach (var item in values)
                writer.WriteStringValue(item);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static string Text(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when value.ValueEquals(HttpSecrets.Mask) => throw new JsonException($"The value of the header '{name}' was not recorded: it is secret."),
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => throw new JsonException($"The value of the header '{name}' is neither a text nor a list of texts."),
    };
}
