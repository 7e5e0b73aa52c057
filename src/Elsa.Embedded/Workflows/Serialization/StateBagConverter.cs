using System.Text.Json;
using System.Text.Json.Serialization;

namespace Elsa.Workflows.Serialization;

/// <summary>Values of any type by name. One that cannot be JSON, such as an open file, is left out: it would mean nothing in another process.</summary>
internal sealed class StateBagConverter(TypeAliases aliases) : JsonConverter<IDictionary<string, object>>
{
    public override IDictionary<string, object> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var json = JsonElement.ParseValue(ref reader);
        if (json.ValueKind != JsonValueKind.Object)
            throw new JsonException($"An object was expected, not {json.ValueKind}.");
        var bag = new Dictionary<string, object>();
        foreach (var property in json.EnumerateObject())
            bag[property.Name] = StateValue.Read(property.Value, aliases, options)!;
        return bag;
    }

    public override void Write(Utf8JsonWriter writer, IDictionary<string, object> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, item) in value)
            StateValue.TryWrite(writer, name, item, aliases, options);
        writer.WriteEndObject();
    }
}

/// <summary>A single value of any type.</summary>
internal sealed class StateValueConverter(TypeAliases aliases) : JsonConverter<object>
{
    public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        StateValue.Read(JsonElement.ParseValue(ref reader), aliases, options);

    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
    {
        // An object without members would come back here for ever.
        if (value.GetType() == typeof(object))
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
        }
        else if (!StateValue.TryWrite(writer, null, value, aliases, options))
        {
            writer.WriteNullValue();
        }
    }
}
