using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Elsa.Expressions.Helpers;

/// <summary>Reads JSON into plain values: strings, booleans, numbers; objects and arrays stay JSON.</summary>
internal static class JsonValue
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,

        // For people and other programs, never put into HTML: quotation marks and letters of any language stay as they are.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static object? Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => ReadNumber(element),
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => element.Clone(),
    };

    private static object ReadNumber(JsonElement element)
    {
        if (element.TryGetInt32(out var small))
            return small;
        return element.TryGetInt64(out var large) ? large : element.GetDouble();
    }
}
