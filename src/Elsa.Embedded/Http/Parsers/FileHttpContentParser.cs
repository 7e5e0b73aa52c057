using Elsa.Http.Contexts;
using Microsoft.Net.Http.Headers;

namespace Elsa.Http.Parsers;

/// <summary>Takes every other body as a file, or as bytes where those are wanted.</summary>
public class FileHttpContentParser : IHttpContentParser
{
    /// <inheritdoc />
    public int Priority => -10;

    /// <inheritdoc />
    public bool GetSupportsContentType(HttpResponseParserContext context) => true;

    /// <inheritdoc />
    public async Task<object> ReadAsync(HttpResponseParserContext context)
    {
        var bytes = new MemoryStream();
        await context.Content.CopyToAsync(bytes, context.CancellationToken);
        bytes.Position = 0;
        if (context.ReturnType == typeof(byte[]))
            return bytes.ToArray();
        if (context.ReturnType is { } type && type.IsAssignableFrom(typeof(MemoryStream)) && type != typeof(object))
            return bytes;
        return new HttpFile(bytes, NameOf(context.Headers), string.IsNullOrEmpty(context.ContentType) ? "application/octet-stream" : context.ContentType, First(context.Headers, "ETag"));
    }

    // A sender must not choose where a file is written: only the last part of what it says is a name.
    private static string? NameOf(IDictionary<string, string[]> headers) => ContentDispositionHeaderValue.TryParse(First(headers, "Content-Disposition"), out var disposition)
        && (disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName) is { HasValue: true } name
            ? FileNames.Safe(HeaderUtilities.RemoveQuotes(name).ToString())
            : null;

    private static string? First(IDictionary<string, string[]> headers, string name) => headers.TryGetValue(name, out var values) ? values.FirstOrDefault() : null;
}
