using System.Text.Json;
using System.Text.Json.Serialization;
using Elsa.Expressions.Helpers;

namespace Elsa.Workflows.Serialization;

/// <summary>Reads bags of anything: plain values become values, everything else stays JSON and is written back unchanged.</summary>
internal sealed class PropertyBagConverter : JsonConverter<IDictionary<string, object>>
{
    public override IDictionary<string, object> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var json = JsonElement.ParseValue(ref reader);
        if (json.ValueKind != JsonValueKind.Object)
            throw new JsonException($"An object was expected, not {json.ValueKind}.");
        var bag = new Dictionary<string, object>();
        foreach (var property in json.EnumerateObject())
            bag[property.Name] = Read(property.Value)!;
        return bag;
    }

    public override void Write(Utf8JsonWriter writer, IDictionary<string, object> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, item) in value)
        {
            writer.WritePropertyName(name);
            if (item is null)
                writer.WriteNullValue();
            else
                JsonSerializer.Serialize(writer, item, item.GetType(), options);
        }

        writer.WriteEndObject();
    }

    // A fraction keeps its digits only as JSON.
    private static object? Read(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && !json.TryGetInt64(out _) ? json.Clone() : JsonValue.Read(json);
}
