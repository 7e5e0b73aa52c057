namespace Elsa.Http.ContentWriters;

/// <summary>Bytes and streams as they are.</summary>
public class BinaryContentFactory : IHttpContentFactory
{
    /// <inheritdoc />
    public IEnumerable<string> SupportedContentTypes => ["application/octet-stream"];

    /// <inheritdoc />
    public HttpContent CreateHttpContent(object content, string contentType)
    {
        HttpContent made = content switch
        {
            byte[] bytes => new ByteArrayContent(bytes),
            Stream stream => new StreamContent(stream),
            HttpFile file => new StreamContent(file.Stream),
            Downloadable file => new StreamContent(file.Stream),
            string text => new ByteArrayContent(ContentTypes.EncodingOf(contentType).GetBytes(text)),
            _ => throw new NotSupportedException($"A {content.GetType().Name} is neither bytes nor a stream."),
        };
        made.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return made;
    }
}
