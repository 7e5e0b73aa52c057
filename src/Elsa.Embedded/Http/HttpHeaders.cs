using System.Net.Http.Headers;
using System.Text.Json.Serialization;
using Elsa.Http.Serialization;

namespace Elsa.Http;

/// <summary>Headers by name; names are the same in small and capital letters (RFC 9110, 5.1).</summary>
[JsonConverter(typeof(HttpHeadersConverter))]
public class HttpHeaders : Dictionary<string, string[]>
{
    /// <summary>Creates empty headers.</summary>
    public HttpHeaders() : base(StringComparer.OrdinalIgnoreCase)
    {
    }

    /// <summary>Copies headers.</summary>
    public HttpHeaders(IDictionary<string, string[]> source) : base(source, StringComparer.OrdinalIgnoreCase)
    {
    }

    /// <summary>Copies the headers of an answer.</summary>
    public HttpHeaders(HttpResponseHeaders source) : this() => Copy(source);

    /// <summary>Copies the headers of a body.</summary>
    public HttpHeaders(HttpContentHeaders source) : this() => Copy(source);

    /// <summary>The type of the body; null if it is not said.</summary>
    public string? ContentType => TryGetValue("Content-Type", out var values) ? values.FirstOrDefault() : null;

    private void Copy(System.Net.Http.Headers.HttpHeaders source)
    {
        foreach (var (name, values) in source)
            this[name] = values.ToArray();
    }
}
