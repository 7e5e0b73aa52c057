using System.Text.Json.Serialization;

namespace Elsa.Http;

/// <summary>A file to send.</summary>
public class Downloadable
{
    /// <summary>Creates an empty file.</summary>
    [JsonConstructor]
    public Downloadable()
    {
    }

    /// <summary>Creates a file.</summary>
    public Downloadable(Stream stream, string? filename = null, string? contentType = null, string? eTag = null)
    {
        Stream = stream;
        Filename = filename;
        ContentType = contentType;
        ETag = eTag;
    }

    /// <summary>The content; whoever sends it closes it.</summary>
    public Stream Stream { get; set; } = default!;

    /// <summary>The name that the receiver sees.</summary>
    public string? Filename { get; set; }

    /// <summary>The type of the content.</summary>
    public string? ContentType { get; set; }

    /// <summary>The tag by which the receiver knows this state of it.</summary>
    public string? ETag { get; set; }
}
