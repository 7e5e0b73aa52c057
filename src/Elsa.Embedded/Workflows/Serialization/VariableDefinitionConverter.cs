using System.Text.Json;
using System.Text.Json.Serialization;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Serialization;

/// <summary>Reads and writes the variables of a definition.</summary>
internal sealed class VariableDefinitionConverter : JsonConverter<VariableDefinition>
{
    private static readonly string[] Known = ["id", "name", "typeName", "isArray", "value", "storageDriverTypeName"];

    public override VariableDefinition Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var json = ArgumentJson.ReadObject(ref reader, "A variable");
        return new VariableDefinition(
            Text(json, "id") ?? "",
            Text(json, "name") ?? throw new JsonException("A variable has no name."),
            Text(json, "typeName") ?? "Object",
            json.TryGetProperty("isArray", out var isArray) && isArray.ValueKind == JsonValueKind.True,
            Text(json, "value"),
            Text(json, "storageDriverTypeName"))
        {
            Unknown = json.EnumerateObject().Where(x => !Known.Contains(x.Name, StringComparer.Ordinal)).ToDictionary(x => x.Name, x => x.Value.Clone(), StringComparer.Ordinal),
        };
    }

    public override void Write(Utf8JsonWriter writer, VariableDefinition value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("id", value.Id);
        writer.WriteString("name", value.Name);
        writer.WriteString("typeName", value.TypeName);
        writer.WriteBoolean("isArray", value.IsArray);
        if (value.Value is not null)
            writer.WriteString("value", value.Value);
        if (value.StorageDriverTypeName is not null)
            writer.WriteString("storageDriverTypeName", value.StorageDriverTypeName);
        foreach (var (name, json) in value.Unknown ?? new Dictionary<string, JsonElement>())
        {
            writer.WritePropertyName(name);
            json.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    // Older tools wrote values as they are; the text of them means the same.
    private static string? Text(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
    }
}
