using System.Collections;
using System.Text.Json;
using Elsa.Expressions.Helpers;

namespace Elsa.Http.ContentWriters;

/// <summary>The fields of a form. A text is taken to be encoded already, unless it is a JSON object.</summary>
public class FormUrlEncodedHttpContentFactory : IHttpContentFactory
{
    /// <inheritdoc />
    public IEnumerable<string> SupportedContentTypes => ["application/x-www-form-urlencoded"];

    /// <inheritdoc />
    public HttpContent CreateHttpContent(object content, string? contentType)
    {
        if (content is string text && !text.AsSpan().TrimStart().StartsWith("{"))
            return new RawStringContent(text, ContentTypes.EncodingOf(contentType), contentType ?? "application/x-www-form-urlencoded");

        var json = content is string written ? JsonDocument.Parse(written).RootElement : JsonSerializer.SerializeToElement(content, content.GetType(), JsonValue.Options);
        if (json.ValueKind != JsonValueKind.Object)
            throw new NotSupportedException($"A form is made of an object whose members are the fields, not of {(content is IEnumerable ? "a list" : content.GetType().Name)}.");
        return new FormUrlEncodedContent(json.EnumerateObject().SelectMany(Fields));
    }

    private static IEnumerable<KeyValuePair<string, string>> Fields(JsonProperty property) => property.Value.ValueKind == JsonValueKind.Array
        ? property.Value.EnumerateArray().Select(x => KeyValuePair.Create(property.Name, Text(x)))
        : [KeyValuePair.Create(property.Name, Text(property.Value))];

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };
}
