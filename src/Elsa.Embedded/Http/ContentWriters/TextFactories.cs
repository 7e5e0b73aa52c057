using System.Globalization;
using System.Text;
using System.Text.Json;
using Elsa.Expressions.Helpers;

namespace Elsa.Http.ContentWriters;

/// <summary>A text as it is; everything else as JSON.</summary>
public class TextContentFactory : IHttpContentFactory
{
    /// <inheritdoc />
    public IEnumerable<string> SupportedContentTypes => ["text/plain", "text/richtext", "text/html"];

    /// <inheritdoc />
    public HttpContent CreateHttpContent(object content, string contentType) => new RawStringContent(TextOf(content), ContentTypes.EncodingOf(contentType), contentType);

    internal static string TextOf(object content) => content switch
    {
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => JsonSerializer.Serialize(content, content.GetType(), JsonValue.Options),
    };
}

/// <summary>JSON: a text is taken to be JSON already.</summary>
public class JsonContentFactory : IHttpContentFactory
{
    /// <inheritdoc />
    public IEnumerable<string> SupportedContentTypes => ["application/json", "text/json"];

    /// <inheritdoc />
    public HttpContent CreateHttpContent(object content, string contentType) =>
        new RawStringContent(content as string ?? JsonSerializer.Serialize(content, content.GetType(), JsonValue.Options), ContentTypes.EncodingOf(contentType), contentType);
}

/// <summary>XML: a text is taken to be XML already; an XML node is written.</summary>
public class XmlContentFactory : IHttpContentFactory
{
    /// <inheritdoc />
    public IEnumerable<string> SupportedContentTypes => ["application/xml", "text/xml", "application/soap+xml"];

    /// <inheritdoc />
    public HttpContent CreateHttpContent(object content, string contentType) => new RawStringContent(
        content switch
        {
            string text => text,
            System.Xml.Linq.XNode node => node.ToString(),
            System.Xml.XmlNode node => node.OuterXml,
            _ => throw new NotSupportedException($"A {content.GetType().Name} cannot be written as XML: give a text or an XML node."),
        },
        ContentTypes.EncodingOf(contentType),
        contentType);
}

/// <summary>A text with the type of a body exactly as it was given: no character set is added.</summary>
public sealed class RawStringContent : ByteArrayContent
{
    /// <summary>Creates the body.</summary>
    public RawStringContent(string content, Encoding encoding, string mediaType) : base(encoding.GetBytes(content)) =>
        Headers.TryAddWithoutValidation("Content-Type", mediaType);
}
