using System.Net.Http.Headers;
using System.Text.Json.Serialization;

namespace Elsa.Http;

/// <summary>A file that came over HTTP.</summary>
public class HttpFile
{
    /// <summary>Creates an empty file.</summary>
    [JsonConstructor]
    public HttpFile()
    {
    }

    /// <summary>Creates a file.</summary>
    public HttpFile(Stream stream, string? filename = null, string? contentType = null, string? eTag = null)
    {
        Stream = stream;
        Filename = filename;
        ContentType = contentType;
        ETag = eTag;
    }

    /// <summary>The content.</summary>
    public Stream Stream { get; set; } = default!;

    /// <summary>The name that the sender gave it; never a path on this machine.</summary>
    public string? Filename { get; set; }

    /// <summary>The type of the content.</summary>
    public string? ContentType { get; set; }

    /// <summary>The tag by which the sender knows this state of it.</summary>
    public string? ETag { get; set; }

    /// <summary>The content from where the stream stands.</summary>
    public byte[] GetBytes()
    {
        using var bytes = new MemoryStream();
        Stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>The content, to be sent on.</summary>
    public StreamContent GetStreamContent()
    {
        var content = new StreamContent(Stream);
        if (MediaTypeHeaderValue.TryParse(ContentType, out var type))
            content.Headers.ContentType = type;
        return content;
    }
}
