using System.Text;
using Elsa.Workflows.Exceptions;
using Microsoft.Net.Http.Headers;

namespace Elsa.Http.ContentWriters;

/// <summary>What the type of a body says, and which body a value becomes.</summary>
internal static class ContentTypes
{
    private static readonly BinaryContentFactory Binary = new();

    /// <summary>The type without its parameters, in small letters.</summary>
    public static string MediaTypeOf(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) ? type.MediaType.ToString().ToLowerInvariant() : contentType?.Split(';')[0].Trim().ToLowerInvariant() ?? "";

    /// <summary>The character set that the type names; UTF-8 if it names none.</summary>
    public static Encoding EncodingOf(string? contentType)
    {
        var encoding = MediaTypeHeaderValue.TryParse(contentType, out var type) ? type.Encoding : null;
        return encoding is null or UTF8Encoding ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) : encoding;
    }

    /// <summary>Makes a body of a value: bytes as they are, a text as text, everything else as JSON, unless the type says otherwise.</summary>
    public static HttpContent CreateContent(object content, string? contentType, IEnumerable<IHttpContentFactory> factories)
    {
        if (contentType is not null && contentType.AsSpan().ContainsAny('\r', '\n'))
            throw new FaultException("InvalidContentType", HttpFaultCategories.Http, "System", "The content type has more than one line.");
        if (content is byte[] or Stream or HttpFile or Downloadable)
            return Binary.CreateHttpContent(content, contentType ?? (content as HttpFile)?.ContentType ?? (content as Downloadable)?.ContentType ?? "application/octet-stream");

        contentType ??= content is string ? "text/plain" : "application/json";
        var mediaType = MediaTypeOf(contentType);
        var known = factories.ToList();
        var factory = known.Find(x => x.SupportedContentTypes.Contains(mediaType, StringComparer.OrdinalIgnoreCase))
            ?? (mediaType.EndsWith("+json", StringComparison.Ordinal) ? new JsonContentFactory() : new TextContentFactory());
        return factory.CreateHttpContent(content, contentType);
    }
}
