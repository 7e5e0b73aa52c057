using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Elsa.Workflows.Serialization;

/// <summary>
/// A value of any type in the state of an instance. Plain values are plain JSON. An object of a class that the host gave a short name carries that
/// name and comes back as what it was; all other objects come back as JSON.
/// </summary>
internal static class StateValue
{
    private const string TypeKey = "_type";

    /// <summary>Writes a value; false, and nothing is written, if it cannot be JSON.</summary>
    public static bool TryWrite(Utf8JsonWriter writer, string? name, object? value, TypeAliases aliases, JsonSerializerOptions options)
    {
        byte[]? json = null;
        if (value is not (null or string or bool or int or long or JsonElement))
        {
            try
            {
                json = ToJson(value, aliases, options);
            }
            catch (Exception e) when (e is NotSupportedException or JsonException or InvalidOperationException or ArgumentException)
            {
                return false;
            }
        }

        if (name is not null)
            writer.WritePropertyName(name);
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case JsonElement { ValueKind: JsonValueKind.Undefined }:
                writer.WriteNullValue();
                break;
            case JsonElement element:
                element.WriteTo(writer);
                break;
            default:
                writer.WriteRawValue(json!, skipInputValidation: true);
                break;
        }

        return true;
    }

    public static object? Read(JsonElement json, TypeAliases aliases, JsonSerializerOptions options)
    {
        if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty(TypeKey, out var name) && name.ValueKind == JsonValueKind.String && aliases.TryFind(name.GetString(), out var type) && type.IsClass)
            return json.Deserialize(type, options);
        if (json.ValueKind != JsonValueKind.Number || json.TryGetInt64(out _))
            return Elsa.Expressions.Helpers.JsonValue.Read(json);

        // A fraction is a double unless that would lose digits.
        var number = json.GetDouble();
        return json.TryGetDecimal(out var exact) && Math.Abs(number) < 1e15 && (decimal)number != exact ? exact : number;
    }

    private static byte[] ToJson(object value, TypeAliases aliases, JsonSerializerOptions options)
    {
        var type = value.GetType();
        if (value is Delegate or Stream or Exception or HttpRequest or HttpResponse or HttpResponseMessage or IFormFile or IFormFile[])
            throw new NotSupportedException();
        if (!type.IsClass || value is IEnumerable or JsonNode || aliases.NameOfRegistered(type) is not { } alias)
            return JsonSerializer.SerializeToUtf8Bytes(value, type, options);

        var node = JsonSerializer.SerializeToNode(value, type, options);
        if (node is JsonObject named)
            named[TypeKey] = alias;
        return JsonSerializer.SerializeToUtf8Bytes(node, options);
    }
}
