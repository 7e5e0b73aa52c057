using System.Text.Json;
using Elsa.Expressions.Models;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Serialization;

/// <summary>What inputs and outputs have in common: a type name, a cell, and what is not known.</summary>
internal static class ArgumentJson
{
    public static JsonElement ReadObject(ref Utf8JsonReader reader, string what)
    {
        var json = JsonElement.ParseValue(ref reader);
        return json.ValueKind == JsonValueKind.Object ? json : throw new JsonException($"{what} is an object, not {json.ValueKind}.");
    }

    public static MemoryBlockReference ReadReference(JsonElement json, out bool isDefined)
    {
        isDefined = false;
        if (!json.TryGetProperty("memoryReference", out var reference) || reference.ValueKind != JsonValueKind.Object)
            return new MemoryBlockReference();
        if (!reference.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.String)
            return new MemoryBlockReference();
        isDefined = true;
        return new MemoryBlockReference(id.GetString()!);
    }

    public static void ReadRest(Argument argument, JsonElement json, bool hasDefinedReference)
    {
        argument.HasDefinedReference = hasDefinedReference;
        foreach (var property in json.EnumerateObject())
        {
            switch (property.Name)
            {
                case "typeName":
                    argument.TypeNameInDefinition = property.Value.GetString();
                    break;
                case "expression":
                    break;
                case "memoryReference" when hasDefinedReference:
                    break;
                default:
                    ((IKeepsUnknown)argument).Unknown ??= new Dictionary<string, JsonElement>();
                    ((IKeepsUnknown)argument).Unknown![property.Name] = property.Value.Clone();
                    break;
            }
        }
    }

    public static void WriteReference(Utf8JsonWriter writer, MemoryBlockReference reference)
    {
        if (string.IsNullOrEmpty(reference.Id))
            return;
        writer.WriteStartObject("memoryReference");
        writer.WriteString("id", reference.Id);
        writer.WriteEndObject();
    }

    public static void WriteUnknown(Utf8JsonWriter writer, IKeepsUnknown value)
    {
        foreach (var (name, json) in value.Unknown ?? new Dictionary<string, JsonElement>())
        {
            writer.WritePropertyName(name);
            json.WriteTo(writer);
        }
    }
}
