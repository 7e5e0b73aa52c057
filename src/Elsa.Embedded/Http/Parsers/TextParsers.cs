using Elsa.Http.ContentWriters;
using Elsa.Http.Contexts;

namespace Elsa.Http.Parsers;

/// <summary>Reads plain text.</summary>
public class PlainTextHttpContentParser : IHttpContentParser
{
    /// <inheritdoc />
    public int Priority => 0;

    /// <inheritdoc />
    public bool GetSupportsContentType(HttpResponseParserContext context) => ContentTypes.MediaTypeOf(context.ContentType) is var type
        && type.StartsWith("text/", StringComparison.Ordinal) && type is not ("text/html" or "text/xml" or "text/json");

    /// <inheritdoc />
    public async Task<object> ReadAsync(HttpResponseParserContext context) => await ReadTextAsync(context);

    internal static async Task<string> ReadTextAsync(HttpResponseParserContext context)
    {
        using var reader = new StreamReader(context.Content, ContentTypes.EncodingOf(context.ContentType), detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        return await reader.ReadToEndAsync(context.CancellationToken);
    }
}

/// <summary>Reads HTML as text.</summary>
public class TextHtmlHttpContentParser : IHttpContentParser
{
    /// <inheritdoc />
    public int Priority => 0;

    /// <inheritdoc />
    public bool GetSupportsContentType(HttpResponseParserContext context) => ContentTypes.MediaTypeOf(context.ContentType) == "text/html";

    /// <inheritdoc />
    public async Task<object> ReadAsync(HttpResponseParserContext context) => await PlainTextHttpContentParser.ReadTextAsync(context);
}

/// <summary>Reads XML as text: what it means is for the workflow to say. Nothing in it is looked up or expanded.</summary>
public class XmlHttpContentParser : IHttpContentParser
{
    /// <inheritdoc />
    public int Priority => 0;

    /// <inheritdoc />
    public bool GetSupportsContentType(HttpResponseParserContext context) => ContentTypes.MediaTypeOf(context.ContentType) is var type
        && (type is "application/xml" or "text/xml" || type.EndsWith("+xml", StringComparison.Ordinal));

    /// <inheritdoc />
    public async Task<object> ReadAsync(HttpResponseParserContext context) => await PlainTextHttpContentParser.ReadTextAsync(context);
}
