using System.Dynamic;
using System.Text;
using System.Text.Json;
using Elsa.Expressions.Helpers;
using Elsa.Http.ContentWriters;
using Elsa.Http.Contexts;

namespace Elsa.Http.Parsers;

/// <summary>Reads JSON: objects that expressions can look into by name, arrays, and plain values.</summary>
public class JsonHttpContentParser : IHttpContentParser
{
    /// <inheritdoc />
    public int Priority => 0;

    /// <inheritdoc />
    public bool GetSupportsContentType(HttpResponseParserContext context)
    {
        var type = ContentTypes.MediaTypeOf(context.ContentType);
        return type is "application/json" or "text/json" || type.EndsWith("+json", StringComparison.Ordinal);
    }

    /// <inheritdoc />
    public async Task<object> ReadAsync(HttpResponseParserContext context)
    {
        var type = context.ReturnType;
        if (type == typeof(string))
            return await PlainTextHttpContentParser.ReadTextAsync(context);

        using var document = await ParseAsync(context);
        return type is null || type == typeof(object) || type == typeof(ExpandoObject)
            ? ToObject(document.RootElement)!
            : document.RootElement.Deserialize(type, JsonValue.Options)!;
    }

    private static async Task<JsonDocument> ParseAsync(HttpResponseParserContext context)
    {
        var encoding = ContentTypes.EncodingOf(context.ContentType);
        if (encoding is UTF8Encoding)
            return await JsonDocument.ParseAsync(context.Content, cancellationToken: context.CancellationToken);
        await using var utf8 = Encoding.CreateTranscodingStream(context.Content, encoding, Encoding.UTF8, leaveOpen: true);
        return await JsonDocument.ParseAsync(utf8, cancellationToken: context.CancellationToken);
    }

    private static object? ToObject(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                IDictionary<string, object?> members = new ExpandoObject();
                foreach (var property in json.EnumerateObject())
                    members[property.Name] = ToObject(property.Value);
                return members;
            case JsonValueKind.Array:
                return json.EnumerateArray().Select(ToObject).ToArray();
            default:
                return JsonValue.Read(json);
        }
    }
}
